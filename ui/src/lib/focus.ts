/** Keys that say nothing alone. */
const HELD = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta', 'CapsLock']);

/**
 * Keeps on the page whether a key or the mouse was used last, for styles: once the mouse was pressed, WebKitGTK gives no
 * `:focus-visible` to what a script focuses, and what the arrows reach would not be seen. Runs until the answer is called.
 */
export function showFocusOfKeys(): () => void {
  const { dataset } = document.documentElement;
  const going = new AbortController();
  // Captured: some keep their keys to themselves.
  const heard = { capture: true, signal: going.signal };
  const key = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    // A letter with one of those is a command, and goes nowhere.
    const command = key.length === 1 && (ctrlKey || metaKey || altKey);
    if (!HELD.has(key) && !command) dataset.keys = '';
  };
  addEventListener('keydown', key, heard);
  addEventListener('pointerdown', () => delete dataset.keys, heard);
  return () => going.abort();
}
