import type { Factory } from '../../../kit/testing/subgraph-test';
import { TaxRate } from './tax-rate.entity';

/** 12 % in British Columbia (GST and PST) from 2026 on, unless told otherwise. */
export const taxRateFactory: Factory<Partial<TaxRate>, TaxRate> = (scope, given) =>
  scope.save(
    Object.assign(new TaxRate(), {
      jurisdiction: 'CA-BC',
      percent: '12',
      isInclusive: false,
      effectiveFrom: new Date('2026-01-01T08:00:00Z'),
      effectiveUntil: null,
      ...given,
    }),
  );
