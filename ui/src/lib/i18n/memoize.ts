/** Functions that compute a value when it is first needed. */

/** Calls `make` once and returns its value from then on. */
export function memoize<T>(make: () => T): () => T {
  let memo: { value: T } | undefined;
  return () => (memo ??= { value: make() }).value;
}

/** Defines a property whose value is computed when it is first read. */
export function defineLazyProperty(target: object, key: PropertyKey, make: () => unknown): void {
  Object.defineProperty(target, key, { get: memoize(make), enumerable: true });
}
