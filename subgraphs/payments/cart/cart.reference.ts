import type { ReferenceResolver } from '../../../kit/subgraph/define';
import { CartAccess } from './cart.access';
import type { Cart } from './cart.entity';

/** How references become carts: a person's own; a guest's is reached by its token only. */
export const resolveCart: ReferenceResolver<Cart> = (scope, { id }) => scope.get(CartAccess).ownById(id);
