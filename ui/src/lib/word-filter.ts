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
