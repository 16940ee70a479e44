import type { ReferenceResolver } from '../../../kit/subgraph/define';
import { User } from './user.stub';

/** People are known by id only; who they are, and whether they are, the users subgraph says. */
export const resolveUser: ReferenceResolver<User> = (_scope, { id }) => User.of(id);
