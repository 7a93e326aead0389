import type { Attachment } from 'svelte/attachments';

/** How long the pointer or the focus must stay; an element that is merely passed is not meant. */
const HOVER_OR_FOCUS_DELAY_MS = 50;

/** Runs when the pointer or the focus stays at an element: it is likely to be opened next. */
export function onHoverOrFocus(run: () => void): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listeners = new AbortController();
    const cancelTimer = () => clearTimeout(timer);
    const startTimer = () => {
      cancelTimer();
      timer = setTimeout(run, HOVER_OR_FOCUS_DELAY_MS);
    };
    for (const name of ['pointerenter', 'focusin'])
      element.addEventListener(name, startTimer, { signal: listeners.signal });
    for (const name of ['pointerleave', 'focusout'])
      element.addEventListener(name, cancelTimer, { signal: listeners.signal });
    return () => {
      listeners.abort();
      cancelTimer();
    };
  };
}
