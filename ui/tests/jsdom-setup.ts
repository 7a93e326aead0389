import { beforeAll, vi } from 'vitest';
import { deferred } from '../src/components/deferred.svelte';

// What the page needs and jsdom lacks.
class NoResizes implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal('ResizeObserver', NoResizes);

HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};

// Menus: what they hold is there all the time.
HTMLElement.prototype.showPopover = () => {};
HTMLElement.prototype.hidePopover = () => {};

// It lays nothing out: everything counts as visible.
Element.prototype.getClientRects = () => [new DOMRect()] as unknown as DOMRectList;

Object.assign(window, {
  __TAURI_INTERNALS__: {
    transformCallback: () => 0,
    convertFileSrc: (path: string, protocol: string) => `${protocol}://localhost/${path}`,
  },
});

// Read after the first page; here that was long ago.
beforeAll(() => {
  deferred.firstPaintDone = true;
  return deferred.loadDialogs();
});
