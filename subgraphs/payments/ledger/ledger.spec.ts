import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Random } from '../../../kit/random/random';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import type { Scope } from '../../../kit/scope/scope';
import { payments } from '..';
import { instructorPayable, type Account } from './account';
import { Balances } from './balances';
import { Bookkeeping } from './bookkeeping';
import { makeCheckpoints } from './checkpoint.job';
import { Ledger, transactionId } from './ledger';
import { entry, type Posting } from './posting';
import { proveLedger } from './proof.job';
import { equalShares } from './revenue-share';
import type { Sale, SoldLine } from './sale.posting';
import { feePosting, payoutPosting } from './transfer.posting';

const house = subgraphTest(payments);
const auditor = person(randomUUID(), { grants: [grant('auditor', ['payments.read'])] });
const admin = administrator(randomUUID());

const post = (posting: Posting): Promise<void> => house.as().transaction((tx) => tx.get(Ledger).post(posting));
const books = <T>(work: (book: Bookkeeping) => Promise<T>): Promise<T> =>
  house.as().transaction((tx) => work(tx.get(Bookkeeping)));
const total = async (account: Account, currency = 'EUR'): Promise<bigint> =>
  (await house.as().get(Balances).in(account, currency)).total;
const db = (): Scope['db'] => house.as().db;
const wholeSum = async (): Promise<unknown> =>
  db().query('SELECT currency, sum(minor)::text AS sum FROM ledger_entry GROUP BY currency HAVING sum(minor) <> 0');

const fee = (minor: bigint, currency = 'EUR'): Posting =>
  feePosting({ id: randomUUID(), currency, minor, at: house.clock.now() });

function sale(lines: Partial<SoldLine>[], over: Partial<Sale> = {}): Sale {
  return {
    orderId: randomUUID(),
    currency: 'EUR',
    at: house.clock.now(),
    availableAt: new Date(house.clock.now().getTime() + 30 * 86_400_000),
    lines: lines.map((line) => ({
      id: randomUUID(),
      net: 10_000n,
      tax: 1_900n,
      gross: 11_900n,
      jurisdiction: 'DE',
      shares: [],
      ...line,
    })),
    ...over,
  };
}

describe('Ledger, payouts: append-only double entry', () => {
  it('one cause is posted once, also by two at a time; other entries for it are a mistake of ours', async () => {
    const posting = fee(35n);
    await Promise.all(Array.from({ length: 8 }, () => post(posting)));
    const rows = await db().query<unknown[]>('SELECT 1 FROM ledger_entry WHERE transaction_id = $1', [
      transactionId(posting.cause),
    ]);
    expect(rows).toHaveLength(2);
    const other = { ...posting, entries: [entry('fees', 36n), entry('provider:clearing', -36n)] };
    await expect(post(other)).rejects.toThrow('with other entries');
    await expect(house.as().get(Ledger).post(posting)).rejects.toThrow('in the transaction');
  });

  it('what is out of balance is not committed, whoever writes it', async () => {
    const broken = { ...fee(1n), entries: [entry('fees', 36n), entry('provider:clearing', -35n)] };
    await expect(post(broken)).rejects.toMatchObject({ driverError: { constraint: 'ledger_is_balanced' } });
    const empty = house
      .as()
      .transaction((tx) =>
        tx.db.query(
          `INSERT INTO ledger_transaction (id, cause_kind, cause_id, currency, at, digest) VALUES ($1, 'FEE', 'x', 'EUR', now(), '')`,
          [randomUUID()],
        ),
      );
    await expect(empty).rejects.toMatchObject({ driverError: { constraint: 'ledger_is_balanced' } });
  });

  it('a transaction gets no more entries once it is committed, and none in another currency', async () => {
    const posting = fee(35n);
    await post(posting);
    const add = (currency: string): Promise<unknown> =>
      db().query(
        `INSERT INTO ledger_entry (id, transaction_id, account, currency, minor, at, xid)
         SELECT gen_random_uuid(), id, 'fees', $2, 1, at, xid FROM ledger_transaction WHERE id = $1`,
        [transactionId(posting.cause), currency],
      );
    for (const currency of ['EUR', 'USD'])
      await expect(add(currency)).rejects.toMatchObject({
        driverError: { constraint: 'ledger_entry_of_its_transaction' },
      });
  });

  it.each([
    'UPDATE ledger_entry SET minor = 1',
    'DELETE FROM ledger_entry',
    'TRUNCATE ledger_entry CASCADE',
    'UPDATE ledger_transaction SET at = now()',
    'DELETE FROM ledger_transaction',
    'TRUNCATE ledger_transaction CASCADE',
  ])('refuses: %s', async (sql) => {
    await expect(db().query(sql)).rejects.toThrow('never changed or deleted');
  });
});

describe('Ledger, payouts: balances', () => {
  it('are the sums, by currency, with and without checkpoints', async () => {
    const account = instructorPayable(randomUUID());
    const random = new Random(5);
    const sums = { EUR: 0n, JPY: 0n };
    for (let round = 0; round < 30; round += 1) {
      const currency = random.pick(['EUR', 'JPY'] as const);
      const minor = BigInt(random.between(-500, 500)) || 1n;
      sums[currency] += minor;
      await post(payoutPosting({ id: randomUUID(), currency, minor, at: house.clock.now(), account }));
      if (random.chance(0.3)) await makeCheckpoints(house.as(), 1);
      for (const each of ['EUR', 'JPY'] as const) expect(await total(account, each)).toBe(sums[each]);
    }
    const [{ checkpoints }] = await db().query<[{ checkpoints: number }]>(
      'SELECT count(*)::int AS checkpoints FROM ledger_checkpoint WHERE account = $1',
      [account],
    );
    expect(checkpoints).toBe(2);
  });

  it('a transaction that began before a checkpoint and commits after it is counted, and once', async () => {
    const account = instructorPayable(randomUUID());
    const give = (minor: bigint): Posting =>
      payoutPosting({ id: randomUUID(), currency: 'EUR', minor, at: house.clock.now(), account });
    // The first entry of an account opens it, which others wait for.
    await post(give(1_000n));
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let begun = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (begun = resolve));
    const late = house.as().transaction(async (tx) => {
      await tx.get(Ledger).post(give(100n));
      begun();
      await held;
    });
    await underWay;
    await post(give(20n));
    await makeCheckpoints(house.as(), 1);
    expect(await total(account)).toBe(1_020n);
    await post(give(3n));
    commit();
    await late;
    expect(await total(account)).toBe(1_123n);
    await makeCheckpoints(house.as(), 1);
    expect(await total(account)).toBe(1_123n);
    await post(give(1n));
    expect(await total(account)).toBe(1_124n);
    expect(await proveLedger(house.as())).toEqual([]);
  });

  it('checkpoints of two at a time, with postings in between, add up', async () => {
    const account = instructorPayable(randomUUID());
    const work = Array.from({ length: 40 }, (_, index) =>
      index % 8 === 7
        ? makeCheckpoints(house.as(), 1)
        : post(payoutPosting({ id: randomUUID(), currency: 'EUR', minor: 7n, at: house.clock.now(), account })),
    );
    await Promise.all(work);
    expect(await total(account)).toBe(35n * 7n);
    expect(await proveLedger(house.as())).toEqual([]);
  });

  it('a checkpoint of another server, in a restored backup, is not believed', async () => {
    const account = instructorPayable(randomUUID());
    await post(payoutPosting({ id: randomUUID(), currency: 'EUR', minor: 7n, at: house.clock.now(), account }));
    await db().query(
      `INSERT INTO ledger_checkpoint (account, currency, horizon, minor, made_at) VALUES ($1, 'EUR', '9999999999', 500, now())`,
      [account],
    );
    expect(await total(account)).toBe(7n);
    await makeCheckpoints(house.as(), 1);
    expect(await total(account)).toBe(7n);
    expect(await proveLedger(house.as())).toEqual([]);
  });

  it('what a sale owes is pending until the end of the refund window', async () => {
    const teacher = randomUUID();
    await books((book) => book.sale(sale([{ shares: equalShares([teacher], 7_000) }])));
    const balance = () => house.as().get(Balances).in(instructorPayable(teacher), 'EUR');
    expect(await balance()).toMatchObject({ total: -7_000n, pending: -7_000n });
    house.clock.advance({ days: 30, milliseconds: -1 });
    expect(await balance()).toMatchObject({ pending: -7_000n });
    house.clock.advance({ milliseconds: 1 });
    expect(await balance()).toMatchObject({ total: -7_000n, pending: 0n });
  });
});

describe('Refund: postings', () => {
  it('take back of each what it got, read from the ledger; the same refund twice takes once', async () => {
    const [ann, bob] = [randomUUID(), randomUUID()];
    const line = { id: randomUUID(), net: 9_999n, gross: 11_899n, shares: equalShares([ann, bob], 7_001) };
    await books((book) => book.sale(sale([line, {}])));
    const refund = (gross: bigint, id = randomUUID()) =>
      books((book) => book.refund({ id, currency: 'EUR', at: house.clock.now(), lines: [{ lineId: line.id, gross }] }));
    const id = randomUUID();
    await Promise.all([refund(4_000n, id), refund(4_000n, id), refund(1n), refund(2_999n)]);
    await books((book) => book.refundFailed(id, house.clock.now()));
    await books((book) => book.refundFailed(id, house.clock.now()));
    await refund(8_899n);
    for (const teacher of [ann, bob]) {
      const { total: left, pending } = await house.as().get(Balances).in(instructorPayable(teacher), 'EUR');
      expect([left, pending]).toEqual([0n, 0n]);
    }
    await expect(refund(1n)).rejects.toThrow(RangeError);
    expect(await wholeSum()).toEqual([]);
  });

  it('a refund after the payout leaves a negative balance, which the next sale makes good', async () => {
    const teacher = randomUUID();
    const account = instructorPayable(teacher);
    const line = { id: randomUUID(), shares: equalShares([teacher], 7_000) };
    await books((book) => book.sale(sale([line])));
    house.clock.advance({ days: 31 });
    await post(payoutPosting({ id: randomUUID(), currency: 'EUR', minor: 7_000n, at: house.clock.now(), account }));
    await books((book) =>
      book.refund({
        id: randomUUID(),
        currency: 'EUR',
        at: house.clock.now(),
        lines: [{ lineId: line.id, gross: 11_900n }],
      }),
    );
    expect(await house.as().get(Balances).in(account, 'EUR')).toMatchObject({ total: 7_000n, pending: 0n });
    await books((book) => book.sale(sale([{ shares: equalShares([teacher], 7_000) }])));
    expect(await total(account)).toBe(0n);
  });

  it('a refund that failed may succeed when it is asked for again; each is posted once', async () => {
    const teacher = randomUUID();
    const line = { id: randomUUID(), shares: equalShares([teacher], 7_000) };
    await books((book) => book.sale(sale([line])));
    const id = randomUUID();
    const lines = [{ lineId: line.id, gross: 11_900n }];
    const owed: bigint[] = [];
    for (const step of [
      'refund',
      'refund',
      'refundFailed',
      'refundFailed',
      'refund',
      'refundFailed',
      'refund',
    ] as const) {
      const at = house.clock.now();
      await books((book) =>
        step === 'refund' ? book.refund({ id, currency: 'EUR', at, lines }) : book.refundFailed(id, at),
      );
      owed.push(await total(instructorPayable(teacher)));
    }
    expect(owed).toEqual([0n, 0n, -7_000n, -7_000n, 0n, -7_000n, 0n]);
  });

  it('money that no order waits for is nobody’s until it is back', async () => {
    const before = await total('unallocated');
    const amount = { currency: 'EUR', minor: 4_900n, at: house.clock.now() };
    await books((book) => book.unexpected({ id: 'a payment', ...amount }));
    expect(await total('unallocated')).toBe(before - 4_900n);
    await books((book) => book.unexpectedReturned({ id: 'a refund', ...amount }));
    expect(await total('unallocated')).toBe(before);
    expect(await wholeSum()).toEqual([]);
  });

  it('disputes: what a bank holds comes back when it is won, and is taken from the sale when it is lost', async () => {
    const teacher = randomUUID();
    const line = { id: randomUUID(), shares: equalShares([teacher], 7_000) };
    await books((book) => book.sale(sale([line])));
    const before = await total('disputes');
    for (const outcome of ['WON', 'LOST'] as const) {
      const id = randomUUID();
      await books((book) => book.dispute({ id, currency: 'EUR', minor: 11_900n, at: house.clock.now() }));
      expect(await total('disputes')).toBe(before + 11_900n);
      const lines = [{ lineId: line.id, gross: 11_900n }];
      if (outcome === 'WON') await books((book) => book.disputeWon(id, house.clock.now()));
      else await books((book) => book.disputeLost({ id, currency: 'EUR', at: house.clock.now(), lines }));
      expect(await total('disputes')).toBe(before);
      expect(await total(instructorPayable(teacher))).toBe(outcome === 'WON' ? -7_000n : 0n);
    }
  });
});

describe('the nightly proof', () => {
  it('finds what somebody changed past all walls', async () => {
    expect(await proveLedger(house.as())).toEqual([]);
    const posting = fee(35n);
    await post(posting);
    const id = transactionId(posting.cause);
    const client = new Client({ connectionString: house.subgraph.resources.database.url });
    await client.connect();
    try {
      const tamper = async (sql: string, values: unknown[]): Promise<void> => {
        await client.query('ALTER TABLE ledger_entry DISABLE TRIGGER never_changes');
        await client.query(sql, values);
        await client.query('ALTER TABLE ledger_entry ENABLE TRIGGER never_changes');
      };
      await tamper(`UPDATE ledger_entry SET minor = 36 WHERE transaction_id = $1 AND account = 'fees'`, [id]);
      expect(await proveLedger(house.as())).toEqual([
        { kind: 'TRANSACTION_OUT_OF_BALANCE', of: id, currency: 'EUR', minor: '1' },
      ]);
      await tamper(`UPDATE ledger_entry SET minor = 35 WHERE transaction_id = $1 AND account = 'fees'`, [id]);
      await client.query(`UPDATE ledger_checkpoint SET minor = minor + 5 WHERE account = 'provider:clearing'`);
      await makeCheckpoints(house.as(), 1);
      await client.query(`UPDATE ledger_checkpoint SET minor = minor + 5 WHERE account = 'fees' AND currency = 'EUR'`);
      expect(await proveLedger(house.as())).toContainEqual({
        kind: 'CHECKPOINT_WRONG',
        of: 'fees',
        currency: 'EUR',
        minor: '5',
      });
      await client.query('TRUNCATE ledger_checkpoint');
    } finally {
      await client.end();
    }
    expect(await proveLedger(house.as())).toEqual([]);
  });
});

describe('the ledger is for auditors', () => {
  const ENTRIES = `query ($filter: LedgerEntryFilter, $first: Int, $after: String) {
    ledgerEntries(filter: $filter, first: $first, after: $after) {
      nodes { id account amount { minor currency } cause { kind id } lineId } totalCount pageInfo { endCursor hasNextPage } } }`;

  it('entries by cause, account, line and time, paged, with one statement for all causes', async () => {
    house.clock.advance({ days: 1 });
    const from = house.clock.now().toISOString();
    const first = sale([{ shares: equalShares([randomUUID()], 7_000) }]);
    await books((book) => book.sale(first));
    for (let index = 0; index < 5; index += 1) await post(fee(10n));
    const read = async (filter: object, more: object = {}) =>
      (
        await house.data<{ ledgerEntries: { nodes: Record<string, unknown>[]; totalCount: number; pageInfo: object } }>(
          ENTRIES,
          { viewer: auditor, variables: { filter, ...more } },
        )
      ).ledgerEntries;
    expect((await read({ from })).totalCount).toBe(14);
    expect((await read({ from, causeKind: 'SALE' })).nodes).toHaveLength(4);
    expect((await read({ causeId: first.orderId })).nodes).toHaveLength(4);
    expect((await read({ lineId: first.lines[0]!.id, account: 'tax:payable:DE' })).nodes).toMatchObject([
      { amount: { minor: '-1900', currency: 'EUR' }, cause: { kind: 'SALE', id: first.orderId } },
    ]);
    expect((await read({ transactionId: 'nothing' })).nodes).toEqual([]);
    expect((await read({ until: from, from })).nodes).toEqual([]);
    const page = await read({ from }, { first: 10 });
    const { endCursor } = page.pageInfo as { endCursor: string };
    const rest = await read({ from }, { first: 10, after: endCursor });
    expect(new Set([...page.nodes, ...rest.nodes].map(({ id }) => id)).size).toBe(14);
    const count = (first: number) =>
      house.statements(ENTRIES.replace(' totalCount', ''), { viewer: auditor, variables: { first } });
    expect(await count(2)).toBe(await count(14));
  });

  it('accounts with their balances, by one statement for all', async () => {
    const query = `query ($first: Int, $with: String) { ledgerAccounts(first: $first, startingWith: $with) {
      nodes { account currency balance { minor } pending { minor } } } ledgerProof { at problems } }`;
    const shown = await house.data<{ ledgerAccounts: { nodes: { account: string; balance: object }[] } }>(query, {
      viewer: auditor,
      variables: { with: 'tax:payable:' },
    });
    expect(shown).toMatchObject({
      ledgerAccounts: {
        nodes: [{ account: 'tax:payable:DE', balance: { minor: String(await total('tax:payable:DE')) } }],
      },
      ledgerProof: { problems: 0 },
    });
    const count = (first: number) => house.statements(query, { viewer: auditor, variables: { first } });
    expect(await count(1)).toBe(await count(10));
  });

  it('existence: for everybody else there is none, by whatever door', async () => {
    await post(fee(1n));
    const [row] = await db().query<{ id: string }[]>('SELECT id FROM ledger_entry LIMIT 1');
    const [account] = await db().query<{ id: string }[]>('SELECT id FROM ledger_account LIMIT 1');
    const doors = `query ($of: [_Any!]!, $entry: ID!, $account: ID!) { ledgerEntry(id: $entry) { id } ledgerAccount(id: $account) { id }
      ledgerEntries { totalCount } ledgerAccounts { totalCount } ledgerProof { at }
      found: _entities(representations: $of) { ... on LedgerEntry { id } ... on LedgerAccount { id } } }`;
    const of = [
      { __typename: 'LedgerEntry', id: row!.id },
      { __typename: 'LedgerAccount', id: account!.id },
    ];
    const variables = { of, entry: row!.id, account: account!.id };
    const [A] = [randomUUID()];
    const elsewhere = person(randomUUID(), {
      organisations: [A],
      grants: [grant('auditor', ['payments.read', 'payments.manage'], { organisationId: A })],
    });
    for (const viewer of [undefined, person(randomUUID()), elsewhere])
      expect(await house.data(doors, { ...(viewer ? { viewer } : {}), variables })).toEqual({
        ledgerEntry: null,
        ledgerAccount: null,
        ledgerEntries: null,
        ledgerAccounts: null,
        ledgerProof: null,
        found: [null, null],
      });
    expect(await house.data(doors, { viewer: admin, variables })).toMatchObject({ found: [{ id: row!.id }, {}] });
  });
});
