import type { Factory } from '../../../kit/testing/subgraph-test';
import { Cart } from './cart.entity';

/** A person's cart with nothing in it. */
export const cartFactory: Factory<Partial<Cart>, Cart> = (scope, given) =>
  scope.save(Object.assign(new Cart(), { userId: null, currency: 'EUR', ...given }));
