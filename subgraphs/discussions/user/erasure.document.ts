import { defineCollection } from '../../../kit/documents/collection';

/** That somebody is being forgotten. It goes with the last of what is left of them. */
export interface Erased {
  /** Who they were. */
  readonly _id: string;
  /** Under which name what they said stays: one for all of it, so that conversations can still be followed. */
  readonly pseudonym: string;
  /** How many batches are done. */
  readonly batches: number;
}

export const erasures = defineCollection<Erased>({ name: 'erasure', indexes: [] });
