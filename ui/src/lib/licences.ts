/** The components that Mayfly is made of and their licences. The data is written by `make licences`. */

export interface LicensedComponent {
  name: string;
  version: string;
  /** As an SPDX expression. */
  licence: string;
  /** Its licence texts, as indices into the list of all texts. */
  texts: number[];
}

export interface Licences {
  parts: LicensedComponent[];
  texts: string[];
}

/** Loads the data from a chunk of its own: it is large and rarely needed. Raw, so that no type is inferred from it. */
export async function loadLicences(): Promise<Licences> {
  const { default: json } = await import('../assets/licences.json?raw');
  return JSON.parse(json) as Licences;
}
