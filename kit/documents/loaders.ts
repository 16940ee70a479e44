import DataLoader from 'dataloader';
import type { Filter } from 'mongodb';
import type { Loader } from '../database/loaders';
import type { Policy } from '../policy/policy';
import type { Scope } from '../scope/scope';
import type { Collection, Identified } from './collection';

interface LoadOptions<T> {
  /** Whether a key can be one at all; what cannot be is not asked for. */
  readonly accepts: (key: string) => boolean;
  readonly policy?: Policy<T>;
}

/** Documents by id: one command for all keys of a tick; what the policy hides is null, like what is not there. */
export function loadDocuments<T extends Identified>(
  scope: Scope,
  collection: Collection<T>,
  { accepts, policy }: LoadOptions<T>,
): Loader<string, T | null> {
  return new DataLoader(async (keys) => {
    const wanted = keys.filter(accepts);
    const found =
      wanted.length === 0
        ? []
        : await scope.documents
            .of(collection)
            .find({ _id: { $in: wanted } } as Filter<T>)
            .toArray();
    const visible = policy ? await policy(scope, found) : found;
    const byId = new Map(visible.map((document) => [document._id, document]));
    return keys.map((key) => byId.get(key) ?? null);
  });
}
