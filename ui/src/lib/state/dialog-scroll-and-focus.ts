/** The scroll offset of a long dialog and its focused control, so that the user can return to them. */
export interface SavedDialogPosition {
  scrollTop: number;
  /** A CSS selector. */
  control: string;
}

const findOpenDialog = () => document.querySelector<HTMLDialogElement>('dialog[open]');

/** The position of the dialog that is open, with the control that matches the selector as the focused one. */
export function captureDialogScrollAndFocus(control: string): SavedDialogPosition {
  return { scrollTop: findOpenDialog()?.scrollTop ?? 0, control };
}

/** Restores the position in the dialog that is open. */
export function restoreDialogScrollAndFocus({ scrollTop, control }: SavedDialogPosition): void {
  const dialog = findOpenDialog();
  if (!dialog) return;
  // Focus first: it may scroll the dialog or a list within it.
  dialog.querySelector<HTMLElement>(control)?.focus();
  dialog.scrollTop = scrollTop;
}
