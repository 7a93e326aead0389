/** The part of an address that stays when room is short: the @ and the domain. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at);
}

/** The part of a file's name that stays when room is short: its extension. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name.length - dot > 12 ? '' : name.slice(dot);
}

/** A name without the invisible characters that turn its writing round: they hide what it ends with. */
export function withoutBidiControls(name: string): string {
  return name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

export type UsernameProblem = 'empty' | 'characters' | 'edges' | 'dots' | 'long';

/** What keeps a name from standing before the @, in the order worth telling; null when nothing does. */
export function usernameProblem(typed: string): UsernameProblem | null {
  const name = typed.trim();
  if (name === '') return 'empty';
  if (!/^[a-z0-9._-]+$/i.test(name)) return 'characters';
  if (name.length > 64) return 'long';
  if (name.includes('..')) return 'dots';
  if (!/^[a-z0-9].*$/i.test(name) || !/[a-z0-9]$/i.test(name)) return 'edges';
  return null;
}

/** The name of the folder a file is in; of a root, the root. */
export function folderOf(path: string): string {
  const parts = path.split(/[\\/]/);
  return parts.at(-2) || path.slice(0, 1);
}
