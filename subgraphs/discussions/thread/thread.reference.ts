import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Thread } from './thread.document';
import { ThreadLoaders } from './thread.loaders';

export const resolveThread: ReferenceResolver<Thread> = (scope, { id }) => scope.get(ThreadLoaders).visible.load(id);
