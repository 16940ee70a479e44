import { sum } from '../../../kit/money/shares';
import { taxPayable } from './account';
import { balanced, entry, type Posting } from './posting';

interface Charge {
  /** Of the charge, ours. */
  readonly id: string;
  readonly currency: string;
  readonly at: Date;
  /** What was taken from the card. */
  readonly paid: bigint;
  readonly jurisdiction: string;
  readonly lines: readonly { readonly net: bigint; readonly tax: bigint; readonly gross: bigint }[];
}

/**
 * A paid invoice of a subscription: the platform earns it all; who teaches what is watched has no share of it. What a change
 * credits is owed to subscribers until a later invoice takes it.
 */
export function subscriptionPosting({ id, currency, at, paid, jurisdiction, lines }: Charge): Posting {
  const total = (of: 'net' | 'tax' | 'gross'): bigint => sum(lines.map((line) => line[of]));
  return balanced({
    cause: { kind: 'SUBSCRIPTION', id },
    currency,
    at,
    entries: [
      entry('provider:clearing', paid),
      entry('subscribers:credit', total('gross') - paid),
      entry('platform:revenue', -total('net')),
      entry(taxPayable(jurisdiction), -total('tax')),
    ],
  });
}
