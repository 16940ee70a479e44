import { randomUUID } from 'node:crypto';
import { step } from '../../cli/progress';
import type { Invoice } from '../../subgraphs/payments/invoice/invoice.entity';
import { InvoiceService } from '../../subgraphs/payments/invoice/invoice.service';
import { invoiceView } from '../../subgraphs/payments/invoice/invoice.view';
import type { InvoicedLine } from '../../subgraphs/payments/invoice/invoicing';
import { Typesetter } from '../../subgraphs/payments/pdf/typesetter';
import { taxOf, type TaxRule } from '../../subgraphs/payments/tax/tax-amount';
import { table, type Report } from '../measure/report';
import { median, quantile } from '../measure/statistics';
import type { MoneyWorld } from './world';

const rule: TaxRule = { rate: '19', jurisdiction: 'DE', isInclusive: true, reverseCharge: false };
const connections = 8;

const names: Readonly<Record<string, string>> = {
  en: 'Zoë Ødegård',
  de: 'Łukasz Müller',
  ar: 'محمد بن راشد',
  ja: '山田 太郎',
};

/** Invoices: issued with the next number, and set as PDF. */
export async function invoices(world: MoneyWorld, count: number): Promise<Report> {
  const issued = await step('issued', () => issuing(world, count));
  const rows: string[][] = [];
  const typesetter = world.scope().shared(Typesetter);
  const begun = performance.now();
  await typesetter.pdf('invoice', viewOf(issued.invoices[0]!, 'en', 0));
  const first = performance.now() - begun;
  for (const [locale, lines] of [
    ['en', 3],
    ['de', 3],
    ['ar', 3],
    ['ja', 3],
    ['en', 60],
  ] as const) {
    const name = `${locale}, ${lines} lines`;
    const times = await step(name, () => setting(typesetter, issued.invoices, locale, lines, count));
    const bytes = (await typesetter.pdf('invoice', viewOf(issued.invoices[0]!, locale, 0, lines))).length;
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    rows.push([
      name,
      (1_000 / mean).toFixed(1),
      median(times).toFixed(1),
      quantile(times, 0.99).toFixed(1),
      (bytes / 1024).toFixed(0),
    ]);
  }
  return {
    title: 'Invoices',
    notes: [
      `Issued: ${count} invoices of three lines, ${connections} transactions at a time, each with the next number without gaps: ${issued.perSecond.toFixed(0)} a second (${issued.p50.toFixed(1)} ms at the median, ${issued.p99.toFixed(1)} ms at p99, waiting for the number included). Beside it ${issued.bare.toFixed(0)} a second of the same rows by the same connections with a sequence, which leaves gaps.`,
      `Set as PDF by typst in one thread, each with another number and other names, from the row in memory to the bytes. The first one took ${first.toFixed(0)} ms, fonts included.`,
    ],
    sections: [table(['invoice', 'PDF/s', 'median, ms', 'p99, ms', 'KB'], rows)],
  };
}

async function setting(
  typesetter: Typesetter,
  made: readonly Invoice[],
  locale: string,
  lines: number,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const view = viewOf(made[turn % made.length]!, locale, turn, lines);
    const begun = performance.now();
    await typesetter.pdf('invoice', view);
    times.push(performance.now() - begun);
  }
  return times;
}

function viewOf(invoice: Invoice, locale: string, turn: number, count = 3): object {
  const lines = Array.from({ length: count }, (_, index) => ({
    ...invoice.lines[index % invoice.lines.length]!,
    title: `Course number ${turn} ${index}`,
  }));
  const buyer = { ...invoice.buyer, name: `${names[locale]} ${turn}` };
  return invoiceView(Object.assign(Object.create(invoice) as Invoice, { locale, buyer, lines }), 'Europe/Berlin');
}

interface Issued {
  readonly invoices: readonly Invoice[];
  readonly perSecond: number;
  readonly bare: number;
  readonly p50: number;
  readonly p99: number;
}

async function issuing({ scope, superuser }: MoneyWorld, count: number): Promise<Issued> {
  const made: Invoice[] = [];
  const times: number[] = [];
  const issue = async (): Promise<void> => {
    const begun = performance.now();
    made.push(await scope().transaction((tx) => tx.get(InvoiceService).issue(order(), lines())));
    times.push(performance.now() - begun);
  };
  const perSecond = await rateOf(count, issue);
  await superuser.query(
    'CREATE TABLE bare_invoice (LIKE invoice); CREATE SEQUENCE bare_number; GRANT ALL ON bare_invoice, bare_number TO PUBLIC',
  );
  const bare = await rateOf(count, () =>
    scope().transaction(async (tx) => {
      await tx.db.query(
        `INSERT INTO bare_invoice SELECT (jsonb_populate_record(row, jsonb_build_object('sequence', nextval('bare_number')))).* FROM invoice row WHERE id = $1`,
        [made[0]!.id],
      );
    }),
  );
  return { invoices: made, perSecond, bare, p50: median(times), p99: quantile(times, 0.99) };
}

/** How often a second, `connections` at a time. */
async function rateOf(count: number, work: () => Promise<void>): Promise<number> {
  let left = count;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) await work();
    }),
  );
  return (count * 1_000) / (performance.now() - begun);
}

const order = () => ({
  id: randomUUID(),
  userId: randomUUID(),
  organisationId: null,
  currency: 'EUR',
  place: { country: 'DE', isBusiness: false },
});

function lines(): InvoicedLine[] {
  return ['Watercolour for beginners', 'Docker from the ground up', 'PostgreSQL'].map((title) => {
    const { net: netMinor, tax: taxMinor, gross: grossMinor } = taxOf({ minor: 4_900n, currency: 'EUR' }, rule);
    return { id: randomUUID(), title, listMinor: 4_900n, discountMinor: 0n, netMinor, taxMinor, grossMinor, tax: rule };
  });
}
