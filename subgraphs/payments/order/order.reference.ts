import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Order } from './order.entity';
import { OrderLoaders } from './order.loaders';

/** How references become orders; the policy is in the loader, so there is no way around it. */
export const resolveOrder: ReferenceResolver<Order> = (scope, { id }) => scope.get(OrderLoaders).visible.load(id);
