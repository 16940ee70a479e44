import type { Outgoing } from '../channel';
import { shorten } from '../shorten';

/** What a telephone shows of several parts at once; each part costs. */
const longestTitle = { characters: 120 };

/** A text message: what happened, and where it is read. */
export const smsText = ({ title, url }: Pick<Outgoing, 'title' | 'url'>): string =>
  `${shorten(title, longestTitle)}\n${url}`;
