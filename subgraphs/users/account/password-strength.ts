import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';
import { userErrors } from '../users.errors';

/** 3 of 4: safely unguessable where hashes are slow. */
const leastScore = 3;
/** Judging takes longer than linear time; what is strong in its first part is strong. */
const judgedLength = 48;

let judge: ZxcvbnFactory | null = null;

/** Dictionaries take a while to read, so only a process that needs them does. */
function judgeOf(): ZxcvbnFactory {
  judge ??= new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, translations });
  return judge;
}

/**
 * Refuses what is easy to guess, the person's own data included.
 * @throws WEAK_PASSWORD with what is wrong and what would help, under the name of the input field.
 */
export function demandStrength(field: string, password: string, ownWords: readonly string[]): void {
  const { score, feedback } = judgeOf().check(password.slice(0, judgedLength), [...ownWords]);
  if (score >= leastScore) return;
  const advice = [feedback.warning, ...feedback.suggestions].filter((line) => line !== null && line !== '');
  throw userErrors.WEAK_PASSWORD({ fields: { [field]: advice.join(' ') || 'Add more words that are less common.' } });
}
