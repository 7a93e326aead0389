const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

/**
 * Marks the page with `data-focus-visible` while the keyboard was used last, for styles. WebKitGTK matches
 * `:focus-visible` no longer for elements focused by a script once the mouse was pressed, so the focus that arrow keys
 * move would be invisible. Returns what ends it.
 */
export function trackFocusVisible(): () => void {
  const { dataset } = document.documentElement;
  const listeners = new AbortController();
  // Captured, because some handlers stop the propagation of keys.
  const options = { capture: true, signal: listeners.signal };
  const handleKeyDown = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    // A letter with a modifier is a command and does not move the focus.
    const isCommand = key.length === 1 && (ctrlKey || metaKey || altKey);
    if (!MODIFIER_KEYS.has(key) && !isCommand) dataset.focusVisible = '';
  };
  addEventListener('keydown', handleKeyDown, options);
  addEventListener('pointerdown', () => delete dataset.focusVisible, options);
  return () => listeners.abort();
}
