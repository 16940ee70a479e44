/** What a language is called by those who speak it, such as `português (Brasil)`; its tag where nobody knows. */
export function nameOfLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
