import type { Attachment } from 'svelte/attachments';

/** A title that is made when the mouse first comes: written-out times take the platform long to make. */
export function titled(text: () => string): Attachment<HTMLElement> {
  return (element) => {
    const entered = () => (element.title = text());
    element.addEventListener('pointerenter', entered);
    return () => element.removeEventListener('pointerenter', entered);
  };
}
