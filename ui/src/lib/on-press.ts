import type { Attachment } from 'svelte/attachments';

/**
 * Runs when the mouse button goes down, as lists of the desktop do: about 100 ms earlier than a click. The keyboard and
 * assistive technology click without a mouse; their events have a click count of zero, and only the click runs it.
 */
export function runOnMousePress(run: (event: MouseEvent) => void): Attachment<HTMLElement> {
  return (element) => {
    const handleMouseDown = (event: MouseEvent) => {
      if (event.button === 0 && event.detail > 0 && !isMacContextClick(event)) run(event);
    };
    const handleClick = (event: MouseEvent) => {
      if (event.detail === 0) run(event);
    };
    element.addEventListener('mousedown', handleMouseDown);
    element.addEventListener('click', handleClick);
    return () => {
      element.removeEventListener('mousedown', handleMouseDown);
      element.removeEventListener('click', handleClick);
    };
  };
}

/** On a Mac, Ctrl and a click open the context menu. */
const isMacContextClick = (event: MouseEvent) =>
  event.ctrlKey && navigator.platform.startsWith('Mac');
