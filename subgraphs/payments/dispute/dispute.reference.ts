import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Dispute } from './dispute.entity';
import { DisputeLoaders } from './dispute.loaders';

export const resolveDispute: ReferenceResolver<Dispute> = (scope, { id }) => scope.get(DisputeLoaders).visible.load(id);
