/** The key for the menu of what has the focus, which not every keyboard has. */
export function asksForMenu({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

/** Where a key moves the focus in a list of `count` rows; null when it doesn't. */
export function moveIn(key: string, index: number, count: number, page = 8): number | null {
  const last = count - 1;
  if (last < 0) return null;
  const target = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: last,
  }[key];
  return target === undefined ? null : Math.min(last, Math.max(0, target));
}
