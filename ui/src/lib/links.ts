/** The link as an address on the web, or null: nothing else is ever made clickable. */
export function webLink(href: string): URL | null {
  const url = URL.canParse(href) ? new URL(href) : null;
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}
