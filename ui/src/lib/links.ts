/** The link as an address on the web, or null: nothing else is ever made clickable. */
export function webLink(href: string): URL | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

/**
 * Words of a stranger's with every character written out that isn't seen: one that turns the writing round,
 * breaks a word or takes no room could make a text look like another. Line breaks and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu, (c) =>
    c === '\n' || c === '\t' || c === '\r'
      ? c
      : `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** An address in three parts, its host in the middle; without a host all of it comes before. */
export function around(
  href: string,
  host: string,
): { before: string; host: string; after: string } {
  const scheme = /^[a-z]+:(\/\/)?/i.exec(href)?.[0] ?? '';
  if (host === '' || !href.startsWith(host, scheme.length)) {
    return { before: href, host: '', after: '' };
  }
  return { before: scheme, host, after: href.slice(scheme.length + host.length) };
}
