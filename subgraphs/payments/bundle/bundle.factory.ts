import type { Factory } from '../../../kit/testing/subgraph-test';
import { Bundle } from './bundle.entity';

/** A bundle that is sold for 60.00 EUR, 66.00 USD unless told otherwise. */
export const bundleFactory: Factory<Partial<Bundle> & Pick<Bundle, 'courseIds'>, Bundle> = (scope, given) =>
  scope.save(
    Object.assign(new Bundle(), {
      organisationId: null,
      title: 'A bundle',
      description: '',
      prices: [
        { currency: 'EUR', minor: '6000' },
        { currency: 'USD', minor: '6600' },
      ],
      isActive: true,
      ...given,
    }),
  );
