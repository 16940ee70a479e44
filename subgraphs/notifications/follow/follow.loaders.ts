import { loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Follow } from './follow.entity';

/** Every read of what people follow by key; who may read it is decided where it is asked. */
export class FollowLoaders {
  /** By person, what they followed first first. */
  readonly of: Loader<string, Follow[]>;

  constructor(scope: Scope) {
    this.of = loadManyByKey(scope, Follow, 'userId', { order: { followedAt: 'ASC', subjectId: 'ASC' } });
  }
}
