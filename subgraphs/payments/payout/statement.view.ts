import { sum } from '../../../kit/money/shares';
import { isolated, Writing } from '../pdf/writing';
import type { PayoutRun } from './payout-run.entity';
import type { Payout } from './payout.entity';
import type { StatementSum } from './statement';
import { statementStringsFor } from './statement.strings';

export interface Printed {
  readonly name: string;
  readonly lines: readonly string[];
}

interface Parties {
  readonly payer: Printed;
  /** As they want to be named on documents. */
  readonly payee: Printed;
  readonly locale: string;
  readonly zone: string;
}

const column = (name: string, { wide = false, number = false } = {}) => ({ name, wide, number });

/** What is printed for who was paid. Whatever came to the books late is carried, so that the rows make the amount. */
export function statementView(
  payout: Payout,
  sums: readonly StatementSum[],
  { payer, payee, locale, zone }: Parties,
): object {
  const { lang, strings } = statementStringsFor(locale);
  const writing = new Writing({ locale, lang, zone });
  const money = (minor: bigint): string => writing.money(minor, payout.currency);
  const carried = payout.minor - sum(sums.map(({ minor }) => minor));
  const rows = sums.map(({ kind, title, count, minor }) => [
    strings.kinds[kind] ?? kind,
    title === null ? '' : isolated(title),
    writing.count(count),
    money(minor),
  ]);
  return {
    lang,
    labels: strings,
    title: strings.statement,
    facts: [
      [strings.number, isolated(payout.id)],
      [strings.date, writing.date(payout.at)],
    ],
    payer: isolatedParty(payer),
    payee: isolatedParty(payee),
    columns: [
      column(strings.kind),
      column(strings.course, { wide: true }),
      column(strings.count, { number: true }),
      column(strings.amount, { number: true }),
    ],
    rows: carried === 0n ? rows : [...rows, [strings.carried, '', '', money(carried)]],
    sums: [{ name: strings.total, value: money(payout.minor) }],
  };
}

/** What is printed of a whole run, for the books: in English. */
export function runStatementView(
  run: PayoutRun,
  payouts: readonly Pick<Payout, 'userId' | 'account' | 'currency' | 'minor' | 'state'>[],
  totals: readonly {
    readonly currency: string;
    readonly state: string;
    readonly count: number;
    readonly minor: bigint;
  }[],
  { payer, zone }: Pick<Parties, 'payer' | 'zone'>,
): object {
  const { lang, strings } = statementStringsFor('en');
  const writing = new Writing({ locale: 'en', lang, zone });
  return {
    lang,
    labels: strings,
    title: 'Payout run',
    facts: [
      ['Run', isolated(run.id)],
      [strings.date, writing.date(run.at)],
    ],
    payer: isolatedParty(payer),
    payee: null,
    columns: [
      column('Person', { wide: true }),
      column('As'),
      column('State'),
      column(strings.amount, { number: true }),
    ],
    rows: payouts.map(({ userId, account, state, currency, minor }) => [
      userId,
      account.split(':')[0]!,
      state,
      writing.money(minor, currency),
    ]),
    sums: totals.map(({ currency, state, count, minor }) => ({
      name: `${state} (${writing.count(count)})`,
      value: writing.money(minor, currency),
    })),
  };
}

function isolatedParty({ name, lines }: Printed): Printed {
  return { name: isolated(name), lines: lines.map(isolated) };
}
