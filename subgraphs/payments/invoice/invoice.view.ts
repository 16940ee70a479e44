import { isolated, Writing } from '../pdf/writing';
import { CreditNote } from './credit-note.entity';
import { taxSums, type Buyer, type DocumentLine, type Seller } from './document';
import type { Invoice } from './invoice.entity';
import { stringsFor, type InvoiceStrings } from './invoice.strings';

interface Named {
  readonly name: string;
  readonly value: string;
}

interface Written {
  readonly strings: InvoiceStrings;
  readonly money: (minor: bigint) => string;
  readonly percent: (rate: string) => string;
}

/** Everything that is printed on a document, written out. @param invoiceNumber of a credit note: what it takes back */
export function invoiceView(document: Invoice | CreditNote, zone: string, invoiceNumber: string | null = null): object {
  const { lang, strings } = stringsFor(document.locale);
  const writing = new Writing({ locale: document.locale, lang, zone });
  const written: Written = {
    strings,
    money: (minor) => writing.money(minor, document.currency),
    percent: (rate) => writing.percent(rate),
  };
  const isCredit = document instanceof CreditNote;
  const facts: [string, string][] = [
    [strings.number, isolated(document.number)],
    [strings.issued, writing.date(document.issuedAt)],
    ...(invoiceNumber === null ? [] : ([[strings.toInvoice, isolated(invoiceNumber)]] as [string, string][])),
    aboutOf(document, strings),
  ];
  return {
    lang,
    labels: strings,
    title: isCredit ? strings.creditNote : strings.invoice,
    number: document.number,
    facts,
    seller: sellerView(document.seller, strings),
    buyer: buyerView(document.buyer, strings),
    lines: document.lines.map((line) => lineView(line, written)),
    taxes: taxesView(document.lines, written),
    sums: [
      { name: strings.net, value: written.money(document.netMinor) },
      { name: strings.tax, value: written.money(document.taxMinor) },
    ] satisfies Named[],
    total: {
      name: isCredit ? strings.returned : strings.total,
      value: written.money(document.grossMinor),
    } satisfies Named,
    notes: [
      ...(document.lines.some(({ reverseCharge }) => reverseCharge) ? [strings.reverseCharge] : []),
      isCredit ? strings.refunded : strings.paid,
    ],
  };
}

function aboutOf(document: Invoice | CreditNote, strings: InvoiceStrings): [string, string] {
  if (document.orderId !== null) return [strings.order, isolated(document.orderId)];
  return [strings.subscription, isolated(document.subscriptionId ?? '')];
}

function sellerView({ name, address, vatId }: Seller, strings: InvoiceStrings): object {
  return { name: isolated(name), lines: [...address.map(isolated), ...vatLine(vatId, strings)] };
}

function buyerView({ name, address, country, vatId }: Buyer, strings: InvoiceStrings): object {
  const place = address.length > 0 ? address : [country];
  return {
    name: name === null ? strings.customer : isolated(name),
    lines: [...place.map(isolated), ...vatLine(vatId, strings)],
  };
}

function vatLine(vatId: string | null, strings: InvoiceStrings): string[] {
  return vatId === null ? [] : [`${strings.vatId} ${isolated(vatId)}`];
}

function lineView({ title, list, discount, net, tax, gross, rate }: DocumentLine, written: Written): object {
  const { strings, money, percent } = written;
  const reduced = strings.reduced.replace('{list}', money(list)).replace('{discount}', money(discount));
  return {
    title: isolated(title),
    detail: discount > 0n ? reduced : null,
    rate: percent(rate),
    net: money(net),
    tax: money(tax),
    gross: money(gross),
  };
}

function taxesView(lines: readonly DocumentLine[], { strings, money, percent }: Written): object[] {
  return taxSums(lines).map(({ jurisdiction, rate, net, tax }) => ({
    name: `${isolated(jurisdiction)} · ${rate === '0' ? strings.untaxed : percent(rate)}`,
    net: money(net),
    tax: money(tax),
  }));
}
