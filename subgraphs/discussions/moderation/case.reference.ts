import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Case } from './case.document';
import { CaseLoaders } from './case.loaders';

export const resolveCase: ReferenceResolver<Case> = (scope, { id }) => scope.get(CaseLoaders).visible.load(id);
