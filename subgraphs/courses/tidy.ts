/** Text as it is kept: no space around it, and no half of a surrogate pair, which neither UTF-8 nor JSON can carry. */
export function tidy(text: string): string {
  return text.toWellFormed().trim();
}

/** The lines of a list that say something. */
export function tidyAll(lines: readonly string[]): string[] {
  return lines.map(tidy).filter((line) => line !== '');
}
