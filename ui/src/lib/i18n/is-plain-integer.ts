/**
 * Whether a number is written with its digits alone in every supported language. Most numbers of the window are, and
 * creating a platform format takes milliseconds.
 */
export function isWrittenAsPlainDigits(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 1000;
}
