import type { Attachment } from 'svelte/attachments';

/**
 * Runs when the mouse button goes down, as lists of the desktop do: a tenth of a second sooner than when it is let go.
 * The keyboard and what reads the screen click without a mouse; such events count no clicks, and only the last one runs it.
 */
export function onpress(run: (event: MouseEvent) => void): Attachment<HTMLElement> {
  return (element) => {
    const press = (event: MouseEvent) => {
      if (event.button === 0 && event.detail > 0 && !asksForMenu(event)) run(event);
    };
    const click = (event: MouseEvent) => {
      if (event.detail === 0) run(event);
    };
    element.addEventListener('mousedown', press);
    element.addEventListener('click', click);
    return () => {
      element.removeEventListener('mousedown', press);
      element.removeEventListener('click', click);
    };
  };
}

/** On a Mac Ctrl and the button are the other button. */
const asksForMenu = (event: MouseEvent) => event.ctrlKey && navigator.platform.startsWith('Mac');
