/**
 * Whether a number is written with nothing but its digits, as most are that the window says. In every language that
 * the window speaks they are 0 to 9; the platform takes milliseconds to make a format that would say the same.
 */
export function isPlain(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < 1000;
}
