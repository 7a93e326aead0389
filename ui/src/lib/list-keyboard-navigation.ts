/** Whether a key opens the context menu: the menu key, or Shift+F10 on keyboards without one. */
export function isContextMenuKeyPress({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

/** The index that a key moves the focus to in a list of `count` rows; null where the key does not move it. */
export function findListIndexForKeyPress(
  key: string,
  index: number,
  count: number,
  pageSize = 8,
): number | null {
  const last = count - 1;
  if (last < 0) return null;
  const target = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageSize,
    PageUp: index - pageSize,
    Home: 0,
    End: last,
  }[key];
  return target === undefined ? null : Math.min(last, Math.max(0, target));
}
