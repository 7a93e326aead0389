/** An address in the two parts a narrow row needs: only the first may be shortened. */
export function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return at < 0
    ? { local: address, domain: '' }
    : { local: address.slice(0, at), domain: address.slice(at) };
}

/** A file name in the two parts a narrow row needs, so that the extension stays visible. */
export function splitFileName(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name.length - dot > 12
    ? { stem: name, extension: '' }
    : { stem: name.slice(0, dot), extension: name.slice(dot) };
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
