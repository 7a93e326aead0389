/** Removes case and accents, so that texts can be compared as a person types them. */
function normalizeSearchText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll(/đ/gi, 'd').toLowerCase();
}

/** Returns a function that tells whether a text contains every word of a query, in any order, as a person types them. */
export function createWordFilter(query: string): (text: string) => boolean {
  const words = normalizeSearchText(query).split(/\s+/).filter(Boolean);
  return (text) => {
    const searchText = normalizeSearchText(text);
    return words.every((word) => searchText.includes(word));
  };
}

/**
 * Returns a function that ranks a text that contains a query: 0 if it begins with the query, 1 if one of its words does, 2
 * otherwise. Of two texts that match, the one whose beginning was typed is more likely meant.
 */
export function createMatchRank(query: string): (text: string) => 0 | 1 | 2 {
  const start = normalizeSearchText(query).trim();
  return (text) => {
    const searchText = normalizeSearchText(text);
    if (searchText.startsWith(start)) return 0;
    return searchText.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(start)) ? 1 : 2;
  };
}
