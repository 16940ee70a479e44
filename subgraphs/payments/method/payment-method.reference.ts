import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { PaymentMethod } from './payment-method.entity';
import { PaymentMethodLoaders } from './payment-method.loaders';

export const resolvePaymentMethod: ReferenceResolver<PaymentMethod> = (scope, { id }) =>
  scope.get(PaymentMethodLoaders).own.load(id);
