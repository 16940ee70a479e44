import type StripeSdk from 'stripe';

/** A means of payment, as far as people need to recognise it. */
export interface Card {
  readonly providerId: string;
  /** Whose it is at the provider; null where it was used once and not kept. */
  readonly customerId: string | null;
  /** `card`, `sepa_debit`, … */
  readonly kind: string;
  /** `visa`, …; null of what is no card. */
  readonly brand: string | null;
  readonly last4: string | null;
  readonly expMonth: number | null;
  readonly expYear: number | null;
}

export function cardOf(method: StripeSdk.PaymentMethod): Card {
  const { id, type: kind, card, customer } = method;
  return {
    providerId: id,
    customerId: typeof customer === 'string' ? customer : (customer?.id ?? null),
    kind,
    brand: card?.brand ?? null,
    last4: card?.last4 ?? null,
    expMonth: card?.exp_month ?? null,
    expYear: card?.exp_year ?? null,
  };
}
