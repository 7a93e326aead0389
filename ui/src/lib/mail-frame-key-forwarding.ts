/** The element that takes the focus from a mail's frame: the message's row, or the reading pane where none is visible. */
export function findFocusTargetOutsideMailFrame(): HTMLElement | null {
  const row = document.querySelector<HTMLElement>('[data-pane="messages"] [aria-current="true"]');
  const isVisible = row !== null && row.getClientRects().length > 0;
  return isVisible ? row : document.querySelector<HTMLElement>('[data-pane="reading"]');
}

/** Keys that remove the mail, and its focus with it. */
const CLOSING_KEYS = new Set(['Delete', 'Escape']);

/** Milliseconds within which nobody presses a key twice. */
const DUPLICATE_KEY_PRESS_MS = 50;

/**
 * Dispatches the keys that were pressed inside a mail's frame at the message's row. The frame keeps its key events;
 * Rust sends those that may be shortcuts as `mayfly-key` (`src-tauri/src/web_view/key_forwarding.rs`). The frame keeps the focus unless
 * the key removes the mail. Returns what ends it.
 */
export function forwardMailFrameKeyPresses(): () => void {
  const handleForwardedKeyPress = (event: Event) => {
    const frame = document.activeElement;
    if (!(event instanceof CustomEvent) || !(frame instanceof HTMLIFrameElement)) return;
    const init = { ...(event.detail as KeyboardEventInit), bubbles: true, cancelable: true };
    const dialog = frame.closest('dialog');
    if (dialog) {
      forwardToDialog(dialog, init);
      return;
    }
    const target = findFocusTargetOutsideMailFrame() ?? document.body;
    if (CLOSING_KEYS.has(init.key ?? '')) {
      frame.blur();
      target.focus();
      ignoreDuplicateOfForwardedKey(init.key);
    }
    target.dispatchEvent(new KeyboardEvent('keydown', init));
  };
  addEventListener('mayfly-key', handleForwardedKeyPress);
  return () => removeEventListener('mayfly-key', handleForwardedKeyPress);
}

/** Dispatches a key that was pressed inside a frame of a dialog. Escape closes the dialog, as it does outside the frame. */
function forwardToDialog(dialog: HTMLDialogElement, init: KeyboardEventInit): void {
  if (init.key === 'Escape') {
    dialog.focus();
    ignoreDuplicateOfForwardedKey(init.key);
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  } else dialog.dispatchEvent(new KeyboardEvent('keydown', init));
}

/** Ignores the original key event, which may still reach the element that has the focus by then. */
function ignoreDuplicateOfForwardedKey(key?: string): void {
  const listeners = new AbortController();
  const ignoreKeyPress = (event: KeyboardEvent) => {
    if (!event.isTrusted || event.key !== key) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('keydown', ignoreKeyPress, { capture: true, signal: listeners.signal });
  setTimeout(() => listeners.abort(), DUPLICATE_KEY_PRESS_MS);
}
