import type { Attachment } from 'svelte/attachments';

/** A title that is computed when the pointer first enters: full dates take the platform long to format. */
export function setTitleOnPointerEnter(text: () => string): Attachment<HTMLElement> {
  return (element) => {
    const setTitle = () => (element.title = text());
    element.addEventListener('pointerenter', setTitle);
    return () => element.removeEventListener('pointerenter', setTitle);
  };
}
