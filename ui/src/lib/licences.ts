/** What Mayfly is made of, and under which licences. Written by `make licences`. */

export interface Part {
  name: string;
  version: string;
  /** As an SPDX expression. */
  licence: string;
  /** Its texts, as places in the list of all. */
  texts: number[];
}

export interface Licences {
  parts: Part[];
  texts: string[];
}

/** Large and seldom wanted: a file of its own, and no type that would have to be worked out from it. */
export async function loadLicences(): Promise<Licences> {
  const { default: text } = await import('../assets/licences.json?raw');
  return JSON.parse(text) as Licences;
}
