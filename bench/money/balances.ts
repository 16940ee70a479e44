import { step } from '../../cli/progress';
import { instructorPayable, type Account } from '../../subgraphs/payments/ledger/account';
import { Balances } from '../../subgraphs/payments/ledger/balances';
import { makeCheckpoints } from '../../subgraphs/payments/ledger/checkpoint.job';
import { proveLedger } from '../../subgraphs/payments/ledger/proof.job';
import { table, type Report } from '../measure/report';
import { median, quantile } from '../measure/statistics';
import { load, type MoneyWorld } from './world';

const reads = 200;
/** Entries that came after the checkpoint, at most: the next one is made ten minutes later, and from 100 on. */
const later = 5_000;
const small = instructorPayable('00000000-0000-7000-8000-000000000001');
const large: Account = 'provider:clearing';

/** Balances of an account with very many entries, and of one with a thousand. */
export async function balances(world: MoneyWorld, entries: number): Promise<Report> {
  const { scope, superuser } = world;
  const number = (value: number): string => value.toLocaleString('en');
  await step(`${number(entries)} entries`, () =>
    load(superuser, 'ledger_entry', async () => {
      await superuser.query(ACCOUNTS, [[large, 'platform:revenue', small]]);
      const part = 1_000_000;
      for (let from = 0; from < entries; from += part)
        await superuser.query(ENTRIES, [large, Math.min(part, entries - from), 'platform:revenue']);
      await superuser.query(ENTRIES, [small, 1_000, large]);
    }),
  );
  const rows: string[][] = [];
  const measure = async (name: string, account: Account, count = reads): Promise<void> => {
    const times = await step(name, () => timesOf(() => scope().get(Balances).of([account]), count));
    rows.push([name, median(times).toFixed(2), quantile(times, 0.99).toFixed(2)]);
  };
  await measure(`${number(entries)} entries, without a checkpoint`, large, 3);
  await measure('1,000 entries, without a checkpoint', small);
  const seconds = async (work: () => Promise<unknown>): Promise<string> => {
    const [time] = await timesOf(work, 1);
    return (time! / 1_000).toFixed(1);
  };
  const first = await step('the first checkpoint', () => seconds(() => makeCheckpoints(scope())));
  await measure(`${number(entries)} entries, with a checkpoint`, large);
  await superuser.query('SET session_replication_role = replica');
  await superuser.query(ENTRIES, [large, later, 'platform:revenue']);
  await superuser.query('RESET session_replication_role');
  await measure(`…and ${number(later)} later ones`, large);
  const next = await step('the next checkpoint', () => seconds(() => makeCheckpoints(scope())));
  const proof = await step('the proof', () => seconds(() => proveLedger(scope())));
  return {
    title: 'Balances of the ledger',
    notes: [
      `\`Balances.of\` of one account, ${reads} times one after another (the first line 3 times), as the product reads it: total and what is pending, by currency, with TypeORM and the pool between.`,
      `Entries come in ledger transactions of eleven: ten on the one account, one on \`platform:revenue\` that makes them zero. They are written past triggers and foreign keys.`,
      `The first checkpoint of all accounts took ${first} s, the next one, after ${number(later)} entries more, ${next} s; adding up the whole ledger (\`prove_ledger\`) ${proof} s.`,
    ],
    sections: [table(['account', 'median, ms', 'p99, ms'], rows)],
  };
}

async function timesOf(work: () => Promise<unknown>, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}

const ACCOUNTS = `
  INSERT INTO ledger_account (id, account, currency, opened_at)
  SELECT uuidv7(), account, 'EUR', now() FROM unnest($1::text[]) AS account ON CONFLICT DO NOTHING`;
/** The last entry of each transaction is what makes it zero. */
const ENTRIES = `
  WITH made AS (
    SELECT uuidv7() AS id, part FROM generate_series(1, ceil($2::int / 10.0)::int) AS part
  ), transactions AS (
    INSERT INTO ledger_transaction (id, cause_kind, cause_id, currency, at, digest, xid)
    SELECT id, 'SALE', id::text, 'EUR', now() - interval '1 year', '', pg_current_xact_id() FROM made
  )
  INSERT INTO ledger_entry (id, transaction_id, account, currency, minor, line_id, available_at, at, xid)
  SELECT uuidv7(), made.id, CASE WHEN number = 11 THEN $3 ELSE $1 END, 'EUR', CASE WHEN number = 11 THEN -1230 ELSE 123 END,
         NULL, NULL, now() - interval '1 year', pg_current_xact_id()
    FROM made CROSS JOIN generate_series(1, 11) AS number`;
