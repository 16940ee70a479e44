import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Session } from './session.entity';
import { SessionLoaders } from './session.loaders';

export const resolveSession: ReferenceResolver<Session> = (scope, { id }) => scope.get(SessionLoaders).visible.load(id);
