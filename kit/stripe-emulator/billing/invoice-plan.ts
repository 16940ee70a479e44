import type Stripe from 'stripe';
import type { Kept } from '../engine/objects';
import { newId } from '../engine/new-id';
import type { Turn } from '../engine/turn';
import { countLines, type LineTax, type Rate } from './amounts';
import { reductionsOf } from './discount';
import type { Period } from './period';

/** A line of an invoice before discounts and taxes. */
export interface PlannedLine {
  readonly id: string;
  readonly amount: number;
  readonly description: string | null;
  readonly quantity: number;
  /** The price that it is of; null: a bare amount. */
  readonly price: string | null;
  readonly product: string | null;
  readonly unitAmount: number;
  readonly period: Period;
  readonly rates: readonly Rate[];
  readonly discountable: boolean;
  readonly metadata: Readonly<Record<string, string>>;
  readonly proration: boolean;
  readonly subscription: string | null;
  readonly subscriptionItem: string | null;
  readonly invoiceItem: string | null;
}

/** What an invoice is counted from. */
export interface InvoicePlan {
  /** The invoice's. */
  readonly id: string;
  readonly currency: string;
  readonly lines: readonly PlannedLine[];
  /** Ids of discounts. */
  readonly discounts: readonly string[];
  readonly subscription: string | null;
}

export type Invoice = Kept<'invoice'>;

/** Everything of an invoice that follows from its lines, discounts and rates. */
export function figuresOf(turn: Turn, { id, currency, lines, discounts }: Omit<InvoicePlan, 'subscription'>) {
  const counted = countLines(lines, reductionsOf(turn, discounts, currency));
  const data = lines.map((line, index) => shownLine(line, id, currency, counted[index]));
  const discounted = counted.flatMap((line) => line.discounts);
  const taxes = counted.flatMap((line) => line.taxes);
  const subtotal = sum(lines.map(({ amount }) => amount));
  const discount = sum(discounted.map(({ amount }) => amount));
  const exclusive = sum(taxes.filter(({ rate }) => !rate.inclusive).map(({ amount }) => amount));
  const inclusive = sum(taxes.filter(({ rate }) => rate.inclusive).map(({ amount }) => amount));
  const total = subtotal - discount + exclusive;
  return {
    discounts: [...discounts],
    lines: { object: 'list', data, has_more: false, url: `/v1/invoices/${id}/lines` },
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total,
    total_discount_amounts: discounts.map((one) => ({
      discount: one,
      amount: sum(discounted.filter((entry) => entry.discount === one).map(({ amount }) => amount)),
    })),
    total_excluding_tax: total - exclusive - inclusive,
    total_taxes: totalTaxes(taxes),
  } satisfies Partial<Invoice>;
}

export function newLine(line: Partial<PlannedLine> & Pick<PlannedLine, 'amount' | 'period'>): PlannedLine {
  return {
    id: newId('il'),
    description: null,
    quantity: 1,
    price: null,
    product: null,
    unitAmount: line.amount,
    rates: [],
    discountable: true,
    metadata: {},
    proration: false,
    subscription: null,
    subscriptionItem: null,
    invoiceItem: null,
    ...line,
  };
}

/** Which price a line is of; null for a bare amount. */
export function pricingOf({ price, product, unitAmount }: PlannedLine): Stripe.InvoiceLineItem.Pricing | null {
  return price === null
    ? null
    : {
        price_details: { price, product: product ?? '' },
        type: 'price_details',
        unit_amount_decimal: wireDecimal(unitAmount),
      };
}

/** A decimal number as the wire has it; the SDK's own type for it exists on the other side only. */
export function wireDecimal(value: number): Stripe.Decimal {
  return String(value) as unknown as Stripe.Decimal;
}

export function shownTax({ rate, amount, taxable }: LineTax): Stripe.InvoiceLineItem.Tax {
  return {
    amount,
    tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: rate.percentage === 0 ? 'zero_rated' : 'standard_rated',
    taxable_amount: taxable,
    type: 'tax_rate_details',
  };
}

/** Taxes of all lines, by rate. */
export function totalTaxes(taxes: readonly LineTax[]): Stripe.InvoiceLineItem.Tax[] {
  const rates = new Map(taxes.map(({ rate }) => [rate.id, rate]));
  return [...rates.values()].map((rate) => {
    const own = taxes.filter((tax) => tax.rate.id === rate.id);
    return shownTax({
      rate,
      amount: sum(own.map(({ amount }) => amount)),
      taxable: sum(own.map(({ taxable }) => taxable)),
    });
  });
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function shownLine(
  line: PlannedLine,
  invoice: string,
  currency: string,
  counted: ReturnType<typeof countLines>[number] | undefined,
): Stripe.InvoiceLineItem {
  const { amount, subscription } = line;
  return {
    id: line.id,
    object: 'line_item',
    amount,
    currency,
    description: line.description,
    discount_amounts: (counted?.discounts ?? []).map((one) => ({ ...one })),
    discountable: line.discountable,
    discounts: [],
    invoice,
    livemode: false,
    metadata: { ...line.metadata },
    parent: parentOf(line),
    period: line.period,
    pretax_credit_amounts: [],
    pricing: pricingOf(line),
    quantity: line.quantity,
    quantity_decimal: wireDecimal(line.quantity),
    subscription,
    subtotal: amount,
    taxes: (counted?.taxes ?? []).map(shownTax),
  };
}

function parentOf({
  subscription,
  subscriptionItem,
  invoiceItem,
  proration,
}: PlannedLine): Stripe.InvoiceLineItem.Parent {
  const proration_details = { credited_items: null };
  if (subscriptionItem && !invoiceItem)
    return {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration,
        proration_details,
        subscription,
        subscription_item: subscriptionItem,
      },
      type: 'subscription_item_details',
    };
  return {
    invoice_item_details: { invoice_item: invoiceItem ?? '', proration, proration_details, subscription },
    subscription_item_details: null,
    type: 'invoice_item_details',
  };
}
