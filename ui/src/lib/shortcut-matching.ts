/** Whether a key event matches a shortcut, such as `Mod+Shift+c`. `Mod` is Ctrl, on a Mac Command. */
export function matchesShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.pop() ?? '';
  const isMod = event.ctrlKey || event.metaKey;
  // Which keys produce a character such as ? depends on the keyboard: Shift is not compared for it.
  const shiftMatches = parts.includes('Shift') === event.shiftKey || !/[a-z]/i.test(key);
  // Plus and equals share a key.
  const eventKey = event.key === '+' ? '=' : event.key.toLowerCase();
  return eventKey === key && isMod === parts.includes('Mod') && shiftMatches && !event.altKey;
}

/** Whether keys pressed in an element are input for it. */
export function takesTextInput(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), select');
}
