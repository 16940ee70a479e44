import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { User } from './user.entity';
import { userPolicy } from './user.policy';

/** Every read of people by key. */
export class UserLoaders {
  readonly visible: Loader<string, User | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, User, 'id', userPolicy.see);
  }
}
