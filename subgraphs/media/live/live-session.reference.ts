import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { LiveSession } from './live-session.document';
import { LiveSessionLoaders } from './live-session.loaders';

export const resolveLiveSession: ReferenceResolver<LiveSession> = (scope, { id }) =>
  scope.get(LiveSessionLoaders).visible.load(id);
