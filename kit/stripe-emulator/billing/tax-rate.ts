import type Stripe from 'stripe';
import { z } from 'zod';
import { accepts, decimal, flag, metadata, text, withMetadata, word } from '../api/parameters';
import { create, list, resource, retrieve, edit } from '../api/resource';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

type TaxRate = Kept<'tax_rate'>;

const taxType = z.enum(['gst', 'hst', 'igst', 'jct', 'pst', 'qst', 'rst', 'sales_tax', 'service_tax', 'vat']);
const common = {
  active: flag.optional(),
  country: word.optional(),
  description: text.optional(),
  jurisdiction: text.optional(),
  metadata: metadata.optional(),
  state: word.optional(),
  tax_type: taxType.optional(),
};
const createParams = accepts<Stripe.TaxRateCreateParams>()({
  ...common,
  display_name: text,
  inclusive: flag,
  percentage: decimal.transform(Number),
});
const updateParams = accepts<Stripe.TaxRateUpdateParams>()({ ...common, display_name: text.optional() });

export const taxRates = resource('tax_rate', {
  path: '/tax_rates',
  operations: [
    create(createParams, createTaxRate),
    list({ active: flag, inclusive: flag }),
    retrieve(),
    edit(updateParams, 'tax_rate.updated'),
  ],
});

function createTaxRate(turn: Turn, { metadata: pairs, ...given }: z.infer<typeof createParams>): TaxRate {
  const rate = turn.insert<'tax_rate'>({
    id: newId('txr'),
    object: 'tax_rate',
    active: given.active ?? true,
    country: given.country ?? null,
    created: turn.now,
    description: given.description ?? null,
    display_name: given.display_name,
    effective_percentage: given.percentage,
    flat_amount: null,
    inclusive: given.inclusive,
    jurisdiction: given.jurisdiction ?? null,
    jurisdiction_level: given.country ? 'country' : null,
    livemode: false,
    metadata: withMetadata({}, pairs),
    percentage: given.percentage,
    rate_type: 'percentage',
    state: given.state ?? null,
    tax_type: given.tax_type ?? null,
  });
  turn.emit('tax_rate.created', rate);
  return rate;
}

/** The rates of some ids. @throws resource_missing */
export function taxRatesOf(turn: Turn, ids: readonly string[] | null | undefined, param: string): TaxRate[] {
  return (ids ?? []).map((id) => turn.require('tax_rate', id, param));
}
