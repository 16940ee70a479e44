import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Role } from './role.entity';
import { RoleAssignment } from './role-assignment.entity';
import { rolePolicy } from './role.policy';

/** Every read of roles by key. */
export class RoleLoaders {
  readonly visible: Loader<string, Role | null>;
  /** The roles of people, at most a hundred each; whoever asks makes sure that the viewer may read their accounts. */
  readonly assignmentsOf: Loader<string, RoleAssignment[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Role, 'id', rolePolicy.see);
    this.assignmentsOf = loadManyByKey(scope, RoleAssignment, 'userId', { order: { createdAt: 'ASC', id: 'ASC' } });
  }
}
