/** What is said by one channel: a title, paragraphs between empty lines, and what its button says. */
export interface Content {
  /** The subject of a letter. */
  readonly title: string;
  readonly body: string;
  /** Only letters have a button. */
  readonly action: string;
}
