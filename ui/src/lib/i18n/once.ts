/** Work that is done when its result is first wanted, and then never again. */

export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Gives an object a property that is made when it is first read. */
export function later(target: object, key: PropertyKey, make: () => unknown): void {
  Object.defineProperty(target, key, { get: once(make), enumerable: true });
}
