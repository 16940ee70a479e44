import type { Filter } from './filter';
import { insults } from './insults.data';
import { plainWords } from './plain-words';

/** Who has published less in a course is new there. */
export const newcomerPosts = 3;
const shortest = 20;

/** Most that is sold in forums comes by accounts that were made for it. */
const linkFromNewcomer: Filter = ({ hosts, publishedBefore }) =>
  hosts.length > 0 && publishedBefore < newcomerPosts ? { verdict: 'HOLD', reason: 'LINK_FROM_NEWCOMER' } : null;

/** Short thanks may well be said twice. */
const repeated: Filter = ({ words, recent }) => {
  const plain = plainWords(words);
  const isSame = plain.length >= shortest && recent.some((before) => plainWords(before.words) === plain);
  return isSame ? { verdict: 'HOLD', reason: 'REPEATED' } : null;
};

const asSaid = (words: string): string => words.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** In a chat people count, and correct themselves: what differs by a number is not the same there. */
const saidAgain: Filter = ({ words, recent }) => {
  const said = asSaid(words);
  const isSame = said.length >= shortest && recent.some((before) => asSaid(before.words) === said);
  return isSame ? { verdict: 'HOLD', reason: 'REPEATED' } : null;
};

const listed = (kind: 'hold' | 'flag'): readonly string[] =>
  Object.values(insults).flatMap((words) => words[kind].map(plainWords));
const [held, flagged] = [listed('hold'), listed('flag')];

/** Whole words only: nobody is stopped for where they live. */
const insult: Filter = ({ title, words }) => {
  const plain = plainWords(`${title} ${words}`);
  if (held.some((word) => plain.includes(word))) return { verdict: 'HOLD', reason: 'INSULT' };
  return flagged.some((word) => plain.includes(word)) ? { verdict: 'FLAG', reason: 'INSULT' } : null;
};

/** More than a person has to say in five minutes. */
const tooFast: Filter = ({ recent }) =>
  recent.filter(({ secondsAgo }) => secondsAgo < 300).length >= 12 ? { verdict: 'FLAG', reason: 'TOO_FAST' } : null;

/** Of what nobody has looked into yet, it is not known that it is no program. */
const fileType: Filter = ({ files }) => {
  if (files.some((nature) => nature === 'PROGRAM' || nature === 'UNKNOWN'))
    return { verdict: 'HOLD', reason: 'FILE_TYPE' };
  return files.includes('ARCHIVE') ? { verdict: 'FLAG', reason: 'FILE_TYPE' } : null;
};

const shouting: Filter = ({ title, words }) => {
  const letters = `${title} ${words}`.replace(/[^\p{Lu}\p{Ll}]/gu, '');
  const capitals = letters.replace(/\P{Lu}/gu, '').length;
  return letters.length >= shortest && capitals / letters.length > 0.7 ? { verdict: 'FLAG', reason: 'SHOUTING' } : null;
};

/** What every message of a chat goes through: people talk fast there, and are loud at times. */
export const chatFilters: readonly Filter[] = [linkFromNewcomer, saidAgain, insult, fileType];

/** What every text of a forum goes through, in the order in which reasons are told. */
export const filters: readonly Filter[] = [linkFromNewcomer, repeated, insult, tooFast, shouting];
