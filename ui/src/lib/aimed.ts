import type { Attachment } from 'svelte/attachments';

/** What the mouse only passes is not meant. */
const PASSING_MS = 50;

/** Runs when the mouse or the keyboard stays at an element: what it is asked for next can be got ready. */
export function aimed(run: () => void): Attachment<HTMLElement> {
  return (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const going = new AbortController();
    const leave = () => clearTimeout(timer);
    const come = () => {
      leave();
      timer = setTimeout(run, PASSING_MS);
    };
    for (const name of ['pointerenter', 'focusin'])
      element.addEventListener(name, come, { signal: going.signal });
    for (const name of ['pointerleave', 'focusout'])
      element.addEventListener(name, leave, { signal: going.signal });
    return () => {
      going.abort();
      leave();
    };
  };
}
