import { configure } from '@testing-library/svelte';
import { beforeAll, vi } from 'vitest';
import { deferredPageParts } from '../src/components/deferred-page-parts.svelte';

// Milliseconds; a busy machine may need them.
configure({ asyncUtilTimeout: 10_000 });

// What the page needs and jsdom lacks.
class ResizeObserverStub implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal('ResizeObserver', ResizeObserverStub);

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

// Menus: their content stays in the page.
HTMLElement.prototype.showPopover = () => {};
HTMLElement.prototype.hidePopover = () => {};

// Without a layout, every element counts as visible.
Element.prototype.getClientRects = () => [new DOMRect()] as unknown as DOMRectList;

Object.assign(window, {
  __TAURI_INTERNALS__: {
    transformCallback: () => 0,
    convertFileSrc: (path: string, protocol: string) => `${protocol}://localhost/${path}`,
  },
});

// As if the first paint were done and the dialogs loaded.
beforeAll(() => {
  deferredPageParts.firstPaintDone = true;
  return deferredPageParts.loadDialogs();
});
