interface Most {
  /** As a reader counts them. */
  readonly characters: number;
  /** Of UTF-8; a family of four is one character and 25 bytes. */
  readonly bytes?: number;
}

/** Text on one line, cut where it has too many characters, or bytes; then it ends with an ellipsis. */
export function shorten(text: string, { characters, bytes = Infinity }: Most): string {
  const line = text.replace(/\s+/g, ' ').trim();
  let [count, size] = [0, 0];
  for (const { segment, index } of new Intl.Segmenter().segment(line)) {
    count += 1;
    size += Buffer.byteLength(segment);
    if (count > characters || size > bytes) return `${line.slice(0, index).trimEnd()}…`;
  }
  return line;
}
