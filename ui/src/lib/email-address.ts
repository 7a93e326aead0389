/** The @ and the domain: the part of an address that stays visible when room is short. */
export function extractDomainWithAt(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? '' : address.slice(at);
}

export type UsernameProblem = 'empty' | 'characters' | 'edges' | 'dots' | 'long';

/** The most important reason why a name can't stand before the @; null when it can. */
export function findUsernameProblem(input: string): UsernameProblem | null {
  const name = input.trim();
  if (name === '') return 'empty';
  if (!/^[a-z0-9._-]+$/i.test(name)) return 'characters';
  if (name.length > 64) return 'long';
  if (name.includes('..')) return 'dots';
  if (!/^[a-z0-9].*$/i.test(name) || !/[a-z0-9]$/i.test(name)) return 'edges';
  return null;
}
