import type Stripe from 'stripe';
import { invalidRequest } from '../api/errors';
import { newId } from '../engine/new-id';
import type { Kept } from '../engine/objects';
import { proportion } from './amounts';
import type { NewCredit } from './credit-note';
import { sum, wireDecimal } from './invoice-plan';

type Invoice = Kept<'invoice'>;
type Line = Stripe.CreditNoteLineItem;

/** What is credited, with the taxes that go with it. */
export function creditLines(invoice: Invoice, { amount, lines }: NewCredit): Line[] {
  if ((amount === undefined) === (lines === undefined))
    throw invalidRequest('One of amount and lines must be provided, and not both.');
  if (amount !== undefined) return [bareLine({ amount, description: 'Custom amount', type: 'custom_line_item' })];
  return (lines ?? []).map((given) => {
    const line = invoice.lines.data.find(({ id }) => id === given.invoice_line_item);
    if (!line)
      throw invalidRequest(`No such invoice line item: '${given.invoice_line_item}'`, {
        code: 'resource_missing',
        param: 'lines',
      });
    const discount = sum((line.discount_amounts ?? []).map((one) => one.amount));
    const whole = line.amount - discount;
    const { quantity } = line;
    const part = given.amount ?? (given.quantity && quantity ? proportion(whole, given.quantity, quantity) : whole);
    const taxes = (line.taxes ?? []).map((tax) => ({
      ...tax,
      amount: whole === 0 ? 0 : proportion(tax.amount, part, whole),
      taxable_amount: whole === 0 ? 0 : proportion(tax.taxable_amount ?? 0, part, whole),
    }));
    return {
      ...bareLine({ amount: part, description: line.description, type: 'invoice_line_item' }),
      invoice_line_item: line.id,
      quantity: given.quantity ?? quantity,
      taxes,
    };
  });
}

function bareLine(line: Pick<Line, 'amount' | 'description' | 'type'>): Line {
  return {
    id: newId('cnli'),
    object: 'credit_note_line_item',
    discount_amount: 0,
    discount_amounts: [],
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: 1,
    tax_rates: [],
    taxes: [],
    unit_amount: line.amount,
    unit_amount_decimal: wireDecimal(line.amount),
    ...line,
  };
}

/** The taxes that come on top. */
export function exclusiveOf(lines: readonly Line[]): number {
  return sum(
    lines.flatMap(({ taxes }) =>
      (taxes ?? []).filter((tax) => tax.tax_behavior === 'exclusive').map((tax) => tax.amount),
    ),
  );
}
