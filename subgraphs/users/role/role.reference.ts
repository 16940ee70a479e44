import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Role } from './role.entity';
import { RoleLoaders } from './role.loaders';

export const resolveRole: ReferenceResolver<Role> = (scope, { id }) => scope.get(RoleLoaders).visible.load(id);
