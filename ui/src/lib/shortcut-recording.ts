/** The outcome of a key event while the keys of the global shortcut are recorded. */
export type KeyRecordingOutcome =
  /** Only modifiers are held so far. */
  | { kind: 'incomplete' }
  /** The key can't be used, or not with these modifiers. */
  | { kind: 'unusable' }
  /** The keys as the settings name them, such as `Ctrl+Alt+M`. */
  | { kind: 'complete'; keys: string };

/** The keys that have another name in the settings than in events, or none of their own there. */
const keyNames: Record<string, string> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

const modifierKeys = ['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'OS', 'Super', 'Hyper'];
const usableCodes =
  /^(Digit\d|F([1-9]|1\d|2[0-4])|Numpad\d|Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown|Insert|Delete|Space|Minus|Equal|Comma|Period|Slash|Semicolon|Backslash|BracketLeft|BracketRight|Backquote|Pause|PrintScreen)$/;

/** Reads the keys of a global shortcut from a key event. Keys that write something need Ctrl, Alt or Super with them. */
export function parseShortcutKeyEvent(event: KeyboardEvent): KeyRecordingOutcome {
  if (modifierKeys.includes(event.key)) return { kind: 'incomplete' };
  const key = readKeyName(event);
  const hasModifier = event.ctrlKey || event.altKey || event.metaKey;
  if (key === null || !(hasModifier || /^F\d+$/.test(key))) return { kind: 'unusable' };
  const modifiers = [
    event.ctrlKey && 'Ctrl',
    event.altKey && 'Alt',
    event.shiftKey && 'Shift',
    event.metaKey && 'Super',
  ].filter((name) => name !== false);
  return { kind: 'complete', keys: [...modifiers, key].join('+') };
}

function readKeyName({ key, code }: KeyboardEvent): string | null {
  // A letter is found by what is printed on the key, which depends on the keyboard's layout.
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (/^Key[A-Z]$/.test(code)) return code.slice('Key'.length);
  if (!usableCodes.test(code)) return null;
  return keyNames[code] ?? code.replace(/^Digit/, '').replace(/^Numpad/, 'Num');
}
