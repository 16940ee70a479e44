import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Run } from './run.entity';
import { RunLoaders } from './run.loaders';

/** How references become runs. */
export const resolveRun: ReferenceResolver<Run> = (scope, { id }) => scope.get(RunLoaders).visible.load(id);
