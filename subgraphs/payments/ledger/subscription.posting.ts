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
  readonly lines: readonly TaxedLine[];
}

interface TaxedLine {
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
  readonly jurisdiction: string;
}

interface Returned {
  readonly cause: { readonly kind: 'REFUND' | 'DISPUTE_LOST'; readonly id: string };
  readonly currency: string;
  readonly at: Date;
  readonly minor: bigint;
  /** As the credit note has them: negative. */
  readonly lines: readonly Pick<TaxedLine, 'tax' | 'jurisdiction'>[];
}

/**
 * A paid invoice of a subscription: the platform earns it all; who teaches what is watched has no share of it. What a change
 * credits is owed to subscribers until a later invoice takes it.
 */
export function subscriptionPosting({ id, currency, at, paid, lines }: Charge): Posting {
  const total = (of: 'net' | 'gross'): bigint => sum(lines.map((line) => line[of]));
  return balanced({
    cause: { kind: 'SUBSCRIPTION', id },
    currency,
    at,
    entries: [
      entry('provider:clearing', paid),
      entry('subscribers:credit', total('gross') - paid),
      entry('platform:revenue', -total('net')),
      ...lines.map(({ tax, jurisdiction }) => entry(taxPayable(jurisdiction), -tax)),
    ],
  });
}

/** Money of a subscription that went back, or that a bank keeps: what of it was owed as tax is not owed any more, the rest was earned. */
export function subscriptionReturnPosting({ cause, currency, at, minor, lines }: Returned): Posting {
  const taxes = lines.map(({ tax, jurisdiction }) => entry(taxPayable(jurisdiction), -tax));
  return balanced({
    cause,
    currency,
    at,
    entries: [
      entry(cause.kind === 'REFUND' ? 'provider:clearing' : 'disputes', -minor),
      entry('refunds', minor - sum(taxes.map((tax) => tax.minor))),
      ...taxes,
    ],
  });
}
