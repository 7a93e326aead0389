/** Parses an http or https URL; null for anything else, which is never made clickable. */
export function parseWebUrl(href: string): URL | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

/**
 * Writes out the invisible characters of an untrusted text: those that reverse the direction of writing, break a word or
 * take no room could make one text look like another. Line breaks and tabs stay.
 */
export function escapeInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu, (c) =>
    c === '\n' || c === '\t' || c === '\r'
      ? c
      : `⟨U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** Splits a URL around its host; a URL without that host is all `before`. */
export function splitAtHost(
  href: string,
  host: string,
): { before: string; host: string; after: string } {
  const scheme = /^[a-z]+:(\/\/)?/i.exec(href)?.[0] ?? '';
  if (host === '' || !href.startsWith(host, scheme.length)) {
    return { before: href, host: '', after: '' };
  }
  return { before: scheme, host, after: href.slice(scheme.length + host.length) };
}
