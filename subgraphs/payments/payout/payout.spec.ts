import { randomUUID } from 'node:crypto';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { sum } from '../../../kit/money/shares';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { instructorPayable } from '../ledger/account';
import { Balances } from '../ledger/balances';
import { Bookkeeping } from '../ledger/bookkeeping';
import { makeCheckpoints } from '../ledger/checkpoint.job';
import { proveLedger } from '../ledger/proof.job';
import { equalShares } from '../ledger/revenue-share';
import type { SoldLine } from '../ledger/sale.posting';
import { providerObjects } from '../webhook/provider-objects';
import { pdfText, withoutSpaces } from '../testing/pdf-text';
import { Till } from '../testing/till';
import { PayoutAccount } from './payout-account.entity';
import { PayoutAccounts } from './payout-accounts';
import { PayoutPlanning } from './payout-planning';
import { PayoutRuns } from './payout-runs';
import { Payout } from './payout.entity';
import { mayBecome, PayoutState, transitions } from './payout.states';

const till = new Till();
const { house } = till;

/** Enough of every currency at the provider, available at once. */
beforeAll(async () => {
  for (const currency of ['eur', 'jpy'])
    await till.stripe.paymentIntents.create({
      amount: 50_000_000,
      currency,
      confirm: true,
      payment_method: 'pm_card_bypassPending',
      return_url: 'https://lyceum.test/',
    });
});

const manager = person(randomUUID(), { grants: [grant('treasurer', ['payments.manage'])] });
const auditor = person(randomUUID(), { grants: [grant('auditor', ['payments.read'])] });
const at = (): Date => house.clock.now();
const books = <T>(work: (book: Bookkeeping) => Promise<T>): Promise<T> =>
  house.as().transaction((tx) => work(tx.get(Bookkeeping)));

/** A line of 100.00 net of which the teacher gets 70.00, sold now. */
async function sold(
  teachers: readonly string[],
  over: Partial<SoldLine> & { currency?: string } = {},
): Promise<SoldLine> {
  const { currency = 'EUR', ...rest } = over;
  const line = { id: randomUUID(), net: 10_000n, tax: 1_900n, gross: 11_900n, jurisdiction: 'DE', ...rest };
  const shared = { shares: equalShares(teachers, 7_000), ...line };
  const availableAt = new Date(at().getTime() + 30 * 86_400_000);
  await books((book) => book.sale({ orderId: randomUUID(), currency, at: at(), availableAt, lines: [shared] }));
  return shared;
}

const refund = (lineId: string, gross: bigint): Promise<void> =>
  books((book) => book.refund({ id: randomUUID(), currency: 'EUR', at: at(), lines: [{ lineId, gross }] }));

const accountOf = async ({ id }: Viewer): Promise<string> =>
  (await house.as().db.findOneByOrFail(PayoutAccount, { userId: id! })).accountId;

/** What was transferred to somebody, the latest last. */
const transfersTo = async (viewer: Viewer): Promise<[number, string, boolean][]> => {
  const { data } = await till.stripe.transfers.list({ destination: await accountOf(viewer), limit: 100 });
  return data
    .map(({ amount, currency, reversed }): [number, string, boolean] => [amount, currency, reversed])
    .toReversed();
};

/** The provider does what it is asked for, and nobody hears of it. */
const loseAnswers = (): void =>
  till.emulator.control.fail({ method: 'POST', path: '/v1/transfers', how: 'after', times: 3 });

/** Somebody who can be paid. */
async function payee(): Promise<Viewer> {
  const viewer = person(randomUUID());
  const input = { country: 'DE', returnUrl: 'https://lyceum.test/a', refreshUrl: 'https://lyceum.test/b' };
  const url = await house.as(viewer).get(PayoutAccounts).onboard(input);
  expect(url).toMatch(/^http/);
  till.emulator.control.onboard(await accountOf(viewer));
  await house.as(viewer).get(PayoutAccounts).refresh();
  return viewer;
}

const owed = async (teacher: string): Promise<bigint> =>
  -(await house.as().get(Balances).in(instructorPayable(teacher), 'EUR')).total;
const payoutsOf = (userId: string): Promise<Payout[]> =>
  house.as().db.find(Payout, { where: { userId }, order: { at: 'ASC', currency: 'ASC' } });

async function run(): Promise<string> {
  const { id } = await house.as().get(PayoutRuns).begin(null);
  await house.settle();
  return id;
}

/** What failed is due again: nobody waits for it. */
async function tryAgain(): Promise<void> {
  await house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts > 0');
  await house.settle();
}

async function fetched(viewer: Viewer, path: string) {
  const signed = await new ViewerSeal(house.house.secrets, house.clock).sign(viewer);
  return (await house.subgraph.publicRoutes())!.inject({
    url: `/payments/${path}`,
    headers: { [viewerHeader]: signed },
  });
}

const EARNINGS = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on User {
  earnings { role pending { minor currency } available { minor } paid { minor } } payoutAccount { takesTransfers }
  payouts { nodes { id amount { minor } state } } } } }`;
const earnings = async (of: Viewer, viewer = of): Promise<Record<string, unknown>> => {
  const variables = { of: [{ __typename: 'User', id: of.id }] };
  const shown = await house.data<{ found: Record<string, unknown>[] }>(EARNINGS, { viewer, variables });
  return shown.found[0]!;
};

it.each(Object.values(PayoutState).flatMap((from) => Object.values(PayoutState).map((to) => [from, to] as const)))(
  'a payout that is %s becomes %s as the table says',
  (from, to) => {
    const payout = Object.assign(new Payout(), { state: from });
    expect(mayBecome(from, to)).toBe(transitions[from].includes(to));
    if (transitions[from].includes(to)) payout.become(to);
    else expect(() => payout.become(to)).toThrow();
    expect(payout.state).toBe(transitions[from].includes(to) ? to : from);
  },
);

describe('Ledger, payouts: earnings', () => {
  it('are pending until the refund window is over, then available, then paid', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    const money = (minor: string) => ({ minor });
    expect(await earnings(teacher)).toMatchObject({
      earnings: [
        { role: 'INSTRUCTOR', pending: { minor: '7000', currency: 'EUR' }, available: money('0'), paid: money('0') },
      ],
    });
    house.clock.advance({ days: 30 });
    expect(await earnings(teacher)).toMatchObject({
      earnings: [{ pending: money('0'), available: money('7000'), paid: money('0') }],
    });
    await run();
    expect(await earnings(teacher)).toMatchObject({
      earnings: [{ pending: money('0'), available: money('0'), paid: money('7000') }],
      payouts: { nodes: [{ amount: money('7000'), state: 'PAID' }] },
      payoutAccount: { takesTransfers: true },
    });
    expect(await transfersTo(teacher)).toEqual([[7_000, 'eur', false]]);
  });

  it('co-instructors get exactly their parts, in every currency', async () => {
    const [ann, bob] = [await payee(), await payee()];
    await sold([ann.id!, bob.id!], { currency: 'JPY', net: 33_333n, tax: 0n, gross: 33_333n });
    await sold([ann.id!, bob.id!], { net: 33_333n, tax: 0n, gross: 33_333n });
    house.clock.advance({ days: 30 });
    await run();
    const paid = [...(await payoutsOf(ann.id!)), ...(await payoutsOf(bob.id!))];
    expect(paid.map(({ currency, minor }) => [currency, minor])).toEqual([
      ['EUR', 11_667n],
      ['JPY', 11_667n],
      ['EUR', 11_666n],
      ['JPY', 11_666n],
    ]);
  });

  it('a refund within the window takes what is pending; one after the payout leaves a negative balance, which is carried', async () => {
    const teacher = await payee();
    const [early, late] = [await sold([teacher.id!]), await sold([teacher.id!])];
    await refund(early.id, early.gross);
    expect(await earnings(teacher)).toMatchObject({
      earnings: [{ pending: { minor: '7000' }, available: { minor: '0' } }],
    });
    house.clock.advance({ days: 30 });
    await run();
    await refund(late.id, late.gross);
    expect(await earnings(teacher)).toMatchObject({
      earnings: [{ pending: { minor: '0' }, available: { minor: '-7000' } }],
    });
    await run();
    expect(await payoutsOf(teacher.id!)).toHaveLength(1);
    await sold([teacher.id!], { net: 30_000n, tax: 0n, gross: 30_000n });
    house.clock.advance({ days: 30 });
    await run();
    expect((await payoutsOf(teacher.id!)).map(({ minor }) => minor)).toEqual([7_000n, 14_000n]);
  });
});

describe('Ledger, payouts: runs', () => {
  it('pay whoever is owed the minimum and can be paid; a dry run says so, and pays nobody', async () => {
    const [rich, poor, homeless] = [await payee(), await payee(), person(randomUUID())];
    await sold([rich.id!]);
    await sold([poor.id!], { net: 7_142n, tax: 0n, gross: 7_142n });
    await sold([homeless.id!]);
    house.clock.advance({ days: 30 });
    const RUN = `mutation ($input: RunPayoutsInput!) { runPayouts(input: $input) { run { id state } rows { user { id } available { minor } outcome } } }`;
    const dry = await house.data<{ runPayouts: { run: null; rows: Record<string, unknown>[] } }>(RUN, {
      viewer: manager,
      variables: { input: { dryRun: true } },
    });
    expect(dry.runPayouts.run).toBeNull();
    const rowOf = ({ id }: Viewer) => dry.runPayouts.rows.find(({ user }) => (user as { id: string }).id === id);
    expect(rowOf(rich)).toMatchObject({ available: { minor: '7000' }, outcome: 'PAY' });
    expect(rowOf(poor)).toMatchObject({ available: { minor: '4999' }, outcome: 'BELOW_MINIMUM' });
    expect(rowOf(homeless)).toMatchObject({ available: { minor: '7000' }, outcome: 'NO_ACCOUNT' });
    expect(await payoutsOf(rich.id!)).toEqual([]);
    const input = { idempotencyKey: randomUUID() };
    const first = await house.data(RUN, { viewer: manager, variables: { input } });
    expect(first).toMatchObject({ runPayouts: { run: { state: 'PLANNING' }, rows: [] } });
    const second = await house.run(RUN, { viewer: manager, variables: { input: {} } });
    expect(second.errors?.[0]?.extensions?.['code']).toBe('PAYOUTS_UNDER_WAY');
    await house.settle();
    const again = await house.data<{ runPayouts: { run: { state: string } } }>(RUN, {
      viewer: manager,
      variables: { input },
    });
    expect(again.runPayouts.run.state).toBe('DONE');
    expect([await owed(rich.id!), await owed(poor.id!), await owed(homeless.id!)]).toEqual([0n, 4_999n, 7_000n]);
  });

  it('an answer that is lost after the transfer was made does not make another one', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    loseAnswers();
    await run();
    expect((await payoutsOf(teacher.id!))[0]).toMatchObject({ state: 'PLANNED', transferId: null });
    await tryAgain();
    expect(await transfersTo(teacher)).toHaveLength(1);
    expect((await payoutsOf(teacher.id!))[0]).toMatchObject({ state: 'PAID' });
  });

  it('a day later, when the provider has forgotten keys, it is asked for the transfer first', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    loseAnswers();
    await run();
    const [{ id }] = (await payoutsOf(teacher.id!)) as [Payout];
    house.clock.advance({ days: 2 });
    await tryAgain();
    expect(await transfersTo(teacher)).toHaveLength(1);
    expect(await house.as().db.findOneBy(Payout, { id })).toMatchObject({ state: 'PAID' });
  });

  it('what is cut off while it is planned goes on where it was', async () => {
    const teachers = await Promise.all(Array.from({ length: 5 }, () => payee()));
    for (const { id } of teachers) await sold([id!]);
    house.clock.advance({ days: 30 });
    const { id } = await house.as().get(PayoutRuns).begin(null);
    const cut = house.as().transaction(async (tx) => {
      await tx.get(PayoutPlanning).step(id);
      throw new Error('the process ended here');
    });
    await expect(cut).rejects.toThrow('the process ended here');
    await house.as().transaction((tx) => tx.get(PayoutPlanning).step(id));
    await house.settle();
    for (const teacher of teachers) expect((await payoutsOf(teacher.id!)).map(({ state }) => state)).toEqual(['PAID']);
    expect(await proveLedger(house.as())).toEqual([]);
  });

  it('what the provider refuses is owed again, and the next run pays it', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    till.emulator.control.restrict(await accountOf(teacher));
    await run();
    expect((await payoutsOf(teacher.id!))[0]).toMatchObject({
      state: 'FAILED',
      failure: 'insufficient_capabilities_for_transfer',
    });
    expect(await earnings(teacher)).toMatchObject({ payoutAccount: { takesTransfers: false } });
    till.emulator.control.onboard(await accountOf(teacher));
    await house.as(teacher).get(PayoutAccounts).refresh();
    expect(await owed(teacher.id!)).toBe(7_000n);
    house.clock.advance({ days: 1 });
    await run();
    expect((await payoutsOf(teacher.id!)).map(({ state }) => state)).toEqual(['FAILED', 'PAID']);
    expect(await owed(teacher.id!)).toBe(0n);
  });

  it('what is taken back, by us or at the provider, is owed again, once', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    await run();
    const [{ id, transferId }] = (await payoutsOf(teacher.id!)) as [Payout];
    const REVERSE = `mutation ($id: ID!) { reversePayout(input: { id: $id }) { payout { state } } }`;
    const reversed = { reversePayout: { payout: { state: 'REVERSED' } } };
    for (let time = 0; time < 2; time += 1)
      expect(await house.data(REVERSE, { viewer: manager, variables: { id } })).toEqual(reversed);
    const apply = await providerObjects['transfer']!(house.as(), transferId!);
    await house.as().transaction(apply);
    expect(await owed(teacher.id!)).toBe(7_000n);
    for (const viewer of [auditor, teacher])
      expect((await house.run(REVERSE, { viewer, variables: { id } })).errors?.[0]?.extensions?.['code']).toBe(
        'NOT_FOUND',
      );
  });
});

describe('statements', () => {
  const numbersOf = (csv: string): bigint[] =>
    csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => BigInt(line.split(',')[4]!.replace('.', '')));

  it('make the amount, sale by sale, whatever committed late', async () => {
    const teacher = await payee();
    const line = await sold([teacher.id!]);
    await sold([teacher.id!], { net: 20_000n, tax: 0n, gross: 20_000n });
    await refund(line.id, 1_190n);
    house.clock.advance({ days: 30 });
    // Sold before the first run began, entered after it.
    let enter = (): void => undefined;
    const held = new Promise<void>((resolve) => (enter = resolve));
    let begun = (): void => undefined;
    const underWay = new Promise<void>((resolve) => (begun = resolve));
    const past = new Date(at().getTime() - 40 * 86_400_000);
    const late = house.as().transaction(async (tx) => {
      const shares = equalShares([teacher.id!], 7_000);
      const lines = [{ id: randomUUID(), net: 8_000n, tax: 0n, gross: 8_000n, jurisdiction: 'DE', shares }];
      await tx.get(Bookkeeping).sale({ orderId: randomUUID(), currency: 'EUR', at: past, availableAt: past, lines });
      begun();
      await held;
    });
    await underWay;
    await run();
    enter();
    await late;
    await makeCheckpoints(house.as(), 1);
    house.clock.advance({ days: 1 });
    await run();
    const payouts = await payoutsOf(teacher.id!);
    expect(payouts.map(({ minor }) => minor)).toEqual([20_300n, 5_600n]);
    const csvs = [];
    for (const { id } of payouts) csvs.push((await fetched(teacher, `payouts/${id}.csv`)).body);
    expect(csvs.map((csv) => sum(numbersOf(csv)))).toEqual([20_300n, 5_600n]);
    expect(numbersOf(csvs[0]!)).toEqual(expect.arrayContaining([7_000n, 14_000n, -700n]));
  });

  it('leave out what they pay themselves, also where others write while a run is planned', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    const { id: runId } = await house.as().get(PayoutRuns).begin(null);
    await house.as().transaction(async (tx) => {
      await tx.db.query('SELECT pg_current_xact_id()');
      await sold([randomUUID()]);
      await tx.get(PayoutPlanning).step(runId);
    });
    await house.settle();
    const [payout] = await payoutsOf(teacher.id!);
    expect(numbersOf((await fetched(teacher, `payouts/${payout!.id}.csv`)).body)).toEqual([7_000n]);
  });

  it('say what came back, and carry on from there', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    till.emulator.control.restrict(await accountOf(teacher));
    await run();
    till.emulator.control.onboard(await accountOf(teacher));
    await house.as(teacher).get(PayoutAccounts).refresh();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    await run();
    const [, second] = await payoutsOf(teacher.id!);
    const { body } = await fetched(teacher, `payouts/${second!.id}.csv`);
    expect(second!.minor).toBe(14_000n);
    expect(body).toContain('PAYOUT_REVERSED');
    expect(sum(numbersOf(body))).toBe(14_000n);
  });

  it.each([
    ['en', 'Ada Lovelace', ['Payout statement', 'Sales', 'Paid out', '€70.00']],
    ['de', 'Łukasz Müller', ['Auszahlungsabrechnung', 'Verkäufe', '70,00 €']],
    ['ar', 'محمد', ['مبيعات']],
  ])('as PDF, in %s, and of the whole run', async (locale, name, words) => {
    const teacher = await payee();
    const BILLING = `mutation ($input: SetBillingDetailsInput!) { setBillingDetails(input: $input) { billingDetails { name } } }`;
    await house.data(BILLING, { viewer: teacher, variables: { input: { name, address: ['Street 1'], locale } } });
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    const runId = await run();
    const [{ id }] = (await payoutsOf(teacher.id!)) as [Payout];
    const text = await pdfText((await fetched(teacher, `payouts/${id}.pdf`)).rawPayload);
    for (const word of [name, ...words]) expect(text).toContain(withoutSpaces(word));
    const whole = await fetched(auditor, `payout-runs/${runId}.pdf`);
    expect(await pdfText(whole.rawPayload)).toContain(teacher.id!);
    const csv = await fetched(auditor, `payout-runs/${runId}.csv`);
    expect(csv.body).toContain(`${id},${teacher.id},instructor:${teacher.id}:payable,PAID,70.00,EUR`);
  });
});

describe('existence: payouts are for who gets them, and the marketplace’s staff', () => {
  it('by whatever door', async () => {
    const teacher = await payee();
    await sold([teacher.id!]);
    house.clock.advance({ days: 30 });
    const runId = await run();
    const [{ id }] = (await payoutsOf(teacher.id!)) as [Payout];
    const DOORS = `query ($payout: ID!, $run: ID!, $of: [_Any!]!) { payout(id: $payout) { id run { id } } payoutRun(id: $run) { id payouts { nodes { id } } }
      payouts { nodes { id } } payoutRuns { nodes { id } } found: _entities(representations: $of) { ... on Payout { id } ... on PayoutRun { id } } }`;
    const of = [
      { __typename: 'Payout', id },
      { __typename: 'PayoutRun', id: runId },
    ];
    const read = (viewer: Viewer) =>
      house.data<Record<string, unknown>>(DOORS, { viewer, variables: { payout: id, run: runId, of } });
    expect(await read(teacher)).toMatchObject({
      payout: { id, run: null },
      payoutRun: null,
      payouts: { nodes: [{ id }] },
      payoutRuns: null,
      found: [{ id }, null],
    });
    for (const viewer of [auditor, manager, administrator(randomUUID())]) {
      expect(await read(viewer)).toMatchObject({ payout: { id, run: { id: runId } }, found: [{ id }, { id: runId }] });
      expect((await fetched(viewer, `payouts/${id}.csv`)).statusCode).toBe(200);
      expect(await earnings(teacher, viewer)).toMatchObject({
        earnings: [{ role: 'INSTRUCTOR' }],
        payoutAccount: null,
      });
    }
    const A = randomUUID();
    const elsewhere = person(randomUUID(), {
      organisations: [A],
      grants: [grant('treasurer', ['payments.manage'], { organisationId: A })],
    });
    for (const viewer of [person(randomUUID()), elsewhere]) {
      expect(await read(viewer)).toMatchObject({
        payout: null,
        payoutRun: null,
        payouts: { nodes: [] },
        payoutRuns: null,
        found: [null, null],
      });
      expect(await earnings(teacher, viewer)).toEqual({ earnings: null, payouts: null, payoutAccount: null });
      for (const path of [`payouts/${id}.csv`, `payouts/${id}.pdf`, `payout-runs/${runId}.csv`])
        expect((await fetched(viewer, path)).statusCode).toBe(404);
      const RUN = 'mutation { runPayouts(input: { dryRun: true }) { rows { outcome } } }';
      expect((await house.run(RUN, { viewer })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    }
    expect((await fetched(teacher, `payout-runs/${runId}.pdf`)).statusCode).toBe(404);
  });

  it('costs one statement per field, however many people', async () => {
    const of = (count: number) => ({
      of: Array.from({ length: count }, () => ({ __typename: 'User', id: randomUUID() })),
    });
    const query = EARNINGS.replace(' payoutAccount { takesTransfers }', '');
    const count = (people: number) => house.statements(query, { viewer: auditor, variables: of(people) });
    expect(await count(1)).toBe(await count(50));
  });

  it('the provider tells by itself that somebody can be paid, or cannot any more', async () => {
    const viewer = person(randomUUID());
    const input = { country: 'DE', returnUrl: 'https://lyceum.test/a', refreshUrl: 'https://lyceum.test/b' };
    await house.as(viewer).get(PayoutAccounts).onboard(input);
    const takesTransfers = async () => {
      await till.settle();
      return (await house.as(viewer).get(PayoutAccounts).of(viewer.id!))?.takesTransfers;
    };
    expect(await takesTransfers()).toBe(false);
    till.emulator.control.onboard(await accountOf(viewer));
    expect(await takesTransfers()).toBe(true);
    till.emulator.control.restrict(await accountOf(viewer));
    expect(await takesTransfers()).toBe(false);
  });

  it('onboarding leads back to our own sites only, and takes no other country', async () => {
    const viewer = person(randomUUID());
    const ONBOARD = `mutation ($input: OnboardPayoutsInput!) { onboardPayouts(input: $input) { url } }`;
    const good = { country: 'DE', returnUrl: 'https://lyceum.test/a', refreshUrl: 'https://lyceum.test/b' };
    const code = async (over: object, who: Viewer | undefined = viewer) => {
      const options = who ? { viewer: who } : {};
      const { errors } = await house.run(ONBOARD, { ...options, variables: { input: { ...good, ...over } } });
      return errors?.[0]?.extensions?.['code'];
    };
    expect(await code({ country: 'Germany' })).toBe('BAD_INPUT');
    expect(await code({ returnUrl: 'javascript:alert(1)' })).toBe('BAD_INPUT');
    expect(await code({}, Viewer.anonymous)).toBe('UNAUTHENTICATED');
    expect(await code({})).toBeUndefined();
    expect(await code({ country: 'FR' })).toBeUndefined();
    expect(await house.as().db.findBy(PayoutAccount, { userId: viewer.id! })).toMatchObject([{ country: 'DE' }]);
  });
});
