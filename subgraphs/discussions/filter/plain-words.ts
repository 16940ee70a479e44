const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  ß: 's',
};

/** A sign at the end of a word is a sign. */
const stands = /[013457ß]|[@$!|](?=[\p{L}\d])/gu;
const marks = /\p{M}+/gu;
const others = /[^\p{L}]+/gu;
const spelled = /(?<!\p{L})\p{L}(?: \p{L})+(?!\p{L})/gu;
const repeated = /(\p{L})\1+/gu;

/**
 * A text as insults are looked for in it: small letters without accents, digits and signs that stand for letters read as those,
 * letters that stand alone put together (`i d i o t`), letters that are repeated once.
 */
export function plainWords(text: string): string {
  const small = text.normalize('NFKD').replace(marks, '').toLowerCase();
  const read = small.replace(stands, (character) => leet[character] ?? character);
  const spaced = read.replace(others, ' ');
  return ` ${spaced
    .replace(spelled, (letters) => letters.replaceAll(' ', ''))
    .replace(repeated, '$1')
    .trim()} `;
}
