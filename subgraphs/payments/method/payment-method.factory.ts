import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { PaymentMethod } from './payment-method.entity';

/** A row as it stands, of a card that the provider has never seen. */
export const paymentMethodFactory: Factory<Partial<PaymentMethod>, PaymentMethod> = (scope, given) =>
  scope.save(
    Object.assign(new PaymentMethod(), {
      userId: randomUUID(),
      providerId: `pm_${randomUUID()}`,
      kind: 'card',
      brand: 'visa',
      last4: '4242',
      expMonth: 12,
      expYear: 2030,
      isDefault: false,
      removedAt: null,
      ...given,
    }),
  );
