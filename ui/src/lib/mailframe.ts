/** Where the focus goes from inside a mail: to its row, or where that isn't drawn to the pane it is in. */
export function besideMail(): HTMLElement | null {
  const row = document.querySelector<HTMLElement>('[data-pane="messages"] [aria-current="true"]');
  const shown = row !== null && row.getClientRects().length > 0;
  return shown ? row : document.querySelector<HTMLElement>('[data-pane="reading"]');
}

/** Keys that take the mail away, and its focus with it. */
const LEAVES = new Set(['Delete', 'Escape']);

/** Milliseconds within which nobody presses a key twice. */
const AT_ONCE = 50;

/**
 * A mail's frame keeps its keys to itself. Rust tells of those that may be shortcuts (`src-tauri/src/web_view.rs`): they are
 * pressed beside the mail then, which keeps the focus as long as it is there. Runs until the answer is called.
 */
export function hearMail(): () => void {
  const hear = (event: Event) => {
    const mail = document.activeElement;
    if (!(event instanceof CustomEvent) || !(mail instanceof HTMLIFrameElement)) return;
    const pressed = { ...(event.detail as KeyboardEventInit), bubbles: true, cancelable: true };
    const beside = besideMail() ?? document.body;
    if (LEAVES.has(pressed.key ?? '')) {
      mail.blur();
      beside.focus();
      ignoreOnce(pressed.key);
    }
    beside.dispatchEvent(new KeyboardEvent('keydown', pressed));
  };
  addEventListener('mayfly-key', hear);
  return () => removeEventListener('mayfly-key', hear);
}

/** The key itself may still be on its way, to what has the focus by then. */
function ignoreOnce(key?: string): void {
  const going = new AbortController();
  const ignore = (event: KeyboardEvent) => {
    if (!event.isTrusted || event.key !== key) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('keydown', ignore, { capture: true, signal: going.signal });
  setTimeout(() => going.abort(), AT_ONCE);
}
