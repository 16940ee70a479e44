import type { Ids } from '../../../kit/scope/ids';

/** Letters and digits that nobody takes for one another, 32 of them. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** A code as it is kept and compared, however it was typed. */
export function normalisedCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s_]+/g, '')
    .toUpperCase();
}

/** A code that nobody guesses: five bits a letter. */
export function randomCode(ids: Ids, letters: number): string {
  const bytes = Buffer.from(ids.secret(letters), 'base64url');
  return Array.from(bytes.subarray(0, letters), (byte) => alphabet[byte % alphabet.length]).join('');
}
