import DataLoader from 'dataloader';
import type { Loader } from '../../../kit/database/loaders';

/** The draft for whoever may edit it, what is published for everyone else. */
export function draftFirst<T>(
  draft: Loader<string, T | null>,
  published: Loader<string, T | null>,
): Loader<string, T | null> {
  return new DataLoader((ids) => Promise.all(ids.map(async (id) => (await draft.load(id)) ?? published.load(id))));
}
