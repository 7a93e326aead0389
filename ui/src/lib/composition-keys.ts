/** What browsers report as the code of a key that went to an input method. */
const INPUT_METHOD_KEY_CODE = 229;

/**
 * Keeps keys that an input method uses (Enter to accept a word, Escape to drop it, arrows in its list of words) from the
 * page's shortcuts. Returns a function that ends it.
 */
export function ignoreKeysOfInputMethods(): () => void {
  const stopIfComposing = (event: KeyboardEvent) => {
    // Only `keyCode` tells of the key that begins or ends a composition.
    if (event.isComposing || event.keyCode === INPUT_METHOD_KEY_CODE)
      event.stopImmediatePropagation();
  };
  // Before every other listener; what the field itself does with the key stays.
  addEventListener('keydown', stopIfComposing, { capture: true });
  return () => removeEventListener('keydown', stopIfComposing, { capture: true });
}
