/** Tags are compared as they are written: small letters, single spaces, each once. */
export function tidied(tags: readonly string[]): string[] {
  const tidy = tags.map((tag) => tag.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim());
  return [...new Set(tidy.filter(Boolean))];
}
