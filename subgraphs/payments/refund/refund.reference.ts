import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Refund } from './refund.entity';
import { RefundLoaders } from './refund.loaders';

export const resolveRefund: ReferenceResolver<Refund> = (scope, { id }) => scope.get(RefundLoaders).visible.load(id);
