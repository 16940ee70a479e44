import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { Bundle } from './bundle.entity';

/** A bundle that is sold for 60.00 EUR, 66.00 USD unless told otherwise. */
export const bundleFactory: Factory<Partial<Bundle> & Pick<Bundle, 'courseIds'>, Bundle> = (scope, given) => {
  const id = given.id ?? randomUUID();
  return scope.save(
    Object.assign(new Bundle(), {
      id,
      slug: Bundle.slugFor('A bundle', id),
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
};
