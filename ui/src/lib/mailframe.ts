/** Where the focus goes from inside a mail: to its row, or where that isn't drawn to the pane it is in. */
export function besideMail(): HTMLElement | null {
  const row = document.querySelector<HTMLElement>('[data-pane="messages"] [aria-current="true"]');
  const shown = row !== null && row.getClientRects().length > 0;
  return shown ? row : document.querySelector<HTMLElement>('[data-pane="reading"]');
}

/**
 * A mail's frame keeps its keys to itself. Rust tells of those that may be shortcuts (`src-tauri/src/web_view.rs`): they are
 * pressed beside the mail then. Runs until the answer is called.
 */
export function hearMail(): () => void {
  const hear = (event: Event) => {
    const frame = document.activeElement;
    if (!(event instanceof CustomEvent) || !(frame instanceof HTMLIFrameElement)) return;
    frame.blur();
    besideMail()?.focus();
    const pressed = { ...(event.detail as KeyboardEventInit), bubbles: true, cancelable: true };
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', pressed));
  };
  addEventListener('mayfly-key', hear);
  return () => removeEventListener('mayfly-key', hear);
}
