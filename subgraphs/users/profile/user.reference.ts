import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { User } from './user.entity';
import { UserLoaders } from './user.loaders';

/** How references become people; the private fields decide for themselves. */
export const resolveUser: ReferenceResolver<User> = (scope, { id }) => scope.get(UserLoaders).visible.load(id);
