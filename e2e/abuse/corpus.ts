import { bodies } from './bodies';
import { documents } from './documents';
import { requests } from './requests';

/** One request each. What takes a connection of its own, or time, is in the specs beside it. */
export const corpus = [...documents, ...bodies, ...requests];
