import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { grant, person } from '../../../kit/testing/viewers';
import { Balances } from '../ledger/balances';
import type { Account } from '../ledger/account';
import { creditedShare } from '../invoice/invoicing';
import { taxOf } from '../tax/tax-amount';
import { Club, type ShownSubscription } from '../testing/club';
import { Till } from '../testing/till';
import { SubscriptionCharge } from './subscription-charge.entity';

const till = new Till();
const { house } = till;
const club = new Club(till);
afterEach(() => club.endAll());

const staffOf = (organisationId: string | null = null): Viewer =>
  person(randomUUID(), {
    organisations: organisationId ? [organisationId] : [],
    grants: [grant('finance', ['payments.manage'], { organisationId })],
  });
const staff = staffOf();
const germany = { place: { country: 'DE', isBusiness: false } };

/** 20.00 EUR a month, 3.19 EUR of which is tax in Germany. */
async function subscribed(given: object = {}) {
  const buyer = till.buyer();
  const { subscription } = await club.subscribe(buyer, await club.plan(), given);
  const charge = await newestCharge(subscription.id);
  return { buyer, id: subscription.id, subscription, charge };
}

const newestCharge = (subscriptionId: string): Promise<SubscriptionCharge> =>
  house.as().db.findOneOrFail(SubscriptionCharge, { where: { subscriptionId }, order: { paidAt: 'DESC', id: 'DESC' } });
const balance = async (account: Account) => (await house.as().get(Balances).in(account, 'EUR')).total;
const accounts = ['provider:clearing', 'disputes', 'refunds', 'tax:payable:DE', 'platform:revenue'] as const;

/** What changed on which account. */
async function entered(work: () => Promise<unknown>): Promise<Record<string, bigint>> {
  const before = await Promise.all(accounts.map(balance));
  await work();
  const after = await Promise.all(accounts.map(balance));
  const changes = accounts.map((account, index) => [account, after[index]! - before[index]!] as const);
  return Object.fromEntries(changes.filter(([, minor]) => minor !== 0n));
}

const DOCUMENTS = `query ($filter: InvoiceFilter) { invoices(filter: $filter) { nodes { id number subscription { id }
  creditNotes { number total { minor } tax { minor } refundId } } } }`;

interface Document {
  readonly id: string;
  readonly number: string;
  readonly subscription: { readonly id: string } | null;
  readonly creditNotes: readonly { number: string; total: { minor: string }; tax: { minor: string } }[];
}

async function documents(viewer: Viewer, subscriptionId: string): Promise<Document[]> {
  const variables = { filter: { subscriptionId } };
  return (await house.data<{ invoices: { nodes: Document[] } }>(DOCUMENTS, { viewer, variables })).invoices.nodes;
}

interface ShownDispute {
  readonly id: string;
  readonly state: string;
  readonly evidenceDueAt: string | null;
}

async function disputes(viewer: Viewer, subscriptionId: string): Promise<ShownDispute[]> {
  const query = `query ($filter: DisputeFilter) { disputes(filter: $filter) { nodes { id state reason evidenceDueAt
    amount { minor } order { id } subscription { id } invoice { number } } } }`;
  const variables = { filter: { subscriptionId } };
  return (await house.data<{ disputes: { nodes: ShownDispute[] } }>(query, { viewer, variables })).disputes.nodes;
}

/** Its subscriber says to their bank that a charge is wrong. @returns the provider's id of the dispute */
async function dispute({ chargeId }: SubscriptionCharge): Promise<string> {
  const id = till.emulator.control.dispute(chargeId!);
  await club.settle();
  return id;
}

async function decide(disputeId: string, outcome: 'win' | 'lose'): Promise<void> {
  till.emulator.control.decide(disputeId, outcome);
  await club.settle();
}

const isClosed = ({ opensUntil }: ShownSubscription): boolean => Date.parse(opensUntil!) <= house.clock.now().getTime();

describe('Dispute of a payment for a subscription', () => {
  it('is found by its payment and held in the ledger, with its deadline; access goes when it is lost, and the money', async () => {
    const { buyer, id, charge } = await subscribed(germany);
    let disputeId = '';
    const held = await entered(async () => {
      disputeId = await dispute(charge);
    });
    expect(held).toEqual({ 'provider:clearing': -2_000n, disputes: 2_000n });
    const [invoice] = await documents(buyer, id);
    expect(await disputes(staff, id)).toMatchObject([
      {
        state: 'NEEDS_RESPONSE',
        evidenceDueAt: expect.any(String) as string,
        amount: { minor: '2000' },
        order: null,
        subscription: { id },
        invoice: { number: invoice!.number },
      },
    ]);
    expect(await disputes(buyer, id)).toEqual([]);
    expect(await club.see(buyer, id)).toMatchObject({ state: 'ACTIVE' });
    const lost = await entered(() => decide(disputeId, 'lose'));
    expect(lost).toEqual({ disputes: -2_000n, refunds: 1_681n, 'tax:payable:DE': 319n });
    const over = (await club.see(buyer, id))!;
    expect([over.state, over.ending, isClosed(over)]).toEqual(['CANCELLED', 'DISPUTED', true]);
    expect((await documents(buyer, id))[0]!.creditNotes).toMatchObject([
      { number: expect.stringContaining('-C-') as string, total: { minor: '-2000' }, tax: { minor: '-319' } },
    ]);
    expect((await till.stripe.subscriptions.list({ limit: 100 })).data).toEqual([]);
    expect(club.letters()).toContain('Your subscription has ended');
    expect(await disputes(staff, id)).toMatchObject([{ state: 'LOST' }]);
  });

  it('that is won gives the money back, and nothing was taken from anybody', async () => {
    const { buyer, id, charge } = await subscribed();
    const changed = await entered(async () => decide(await dispute(charge), 'win'));
    expect(changed).toEqual({});
    expect(await club.see(buyer, id)).toMatchObject({ state: 'ACTIVE', ending: null });
    expect((await documents(buyer, id))[0]!.creditNotes).toEqual([]);
  });

  it('may be the first that is heard of the payment', async () => {
    const { buyer, id, subscription } = await subscribed();
    till.emulator.control.hold();
    house.clock.set(new Date(Date.parse(subscription.periodEndsAt!) + 7_200_000));
    await till.emulator.control.settle();
    const [renewal] = (await till.stripe.charges.list({ limit: 1 })).data;
    till.emulator.control.dispute(renewal!.id);
    const [event] = till.emulator.control.events('charge.dispute.created').slice(-1);
    expect(await till.post(till.emulator.control.letter(event!.id))).toBe(200);
    await house.settle();
    expect(await disputes(staff, id)).toMatchObject([{ state: 'NEEDS_RESPONSE' }]);
    expect(await club.see(buyer, id)).toMatchObject({ state: 'ACTIVE', invoices: [{}, {}] });
    await till.emulator.control.release();
    await club.settle();
    expect(await disputes(staff, id)).toHaveLength(1);
  });

  it('that is lost closes one, too, that is over and open to the end of what was paid', async () => {
    const { buyer, id, charge } = await subscribed();
    await club.mutate(buyer, 'pauseSubscription', { id });
    await club.mutate(buyer, 'cancelSubscription', { id });
    expect(isClosed((await club.see(buyer, id))!)).toBe(false);
    const disputeId = await dispute(charge);
    expect(isClosed((await club.see(buyer, id))!)).toBe(false);
    await decide(disputeId, 'lose');
    const over = (await club.see(buyer, id))!;
    expect([over.state, over.ending, isClosed(over)]).toEqual(['CANCELLED', 'DISPUTED', true]);
  });

  it('is answered by the staff of its seller, once', async () => {
    const { id, charge, buyer } = await subscribed();
    await dispute(charge);
    const [{ id: disputeId }] = (await disputes(staff, id)) as [ShownDispute];
    const input = { disputeId, evidence: 'They watched all of it.', idempotencyKey: club.key() };
    const submit = (viewer: Viewer) =>
      house.run(
        `mutation ($input: SubmitDisputeEvidenceInput!) { submitDisputeEvidence(input: $input) { dispute { id } } }`,
        { viewer, variables: { input } },
      );
    for (const viewer of [buyer, staffOf(randomUUID())])
      expect((await submit(viewer)).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect(await submit(staff)).toMatchObject({ data: { submitDisputeEvidence: { dispute: { id: disputeId } } } });
    await club.settle();
    expect(await disputes(staff, id)).toMatchObject([{ state: 'UNDER_REVIEW' }]);
  });
});

const GIVE = `mutation ($input: RefundSubscriptionInvoiceInput!) { result: refundSubscriptionInvoice(input: $input) { __typename
  ... on RefundExceedsInvoice { code available { minor } invoice { id } }
  ... on RefundSubscriptionInvoicePayload { refund { id state reason note amount { minor } order { id } lines { amount { minor } }
    subscription { id } invoice { id } } invoice { id } } } }`;

interface Given {
  readonly __typename: string;
  readonly refund?: { readonly id: string; readonly state: string };
}

async function give(invoiceId: string, more: object = {}, viewer = staff): Promise<Given> {
  const variables = { input: { invoiceId, reason: 'A broken week.', idempotencyKey: club.key(), ...more } };
  return (await house.data<{ result: Given }>(GIVE, { viewer, variables })).result;
}
const euros = (minor: number) => ({ amount: { minor: String(minor), currency: 'EUR' } });
const returned = async ({ paymentId }: SubscriptionCharge): Promise<number> => {
  const { data } = await till.stripe.refunds.list({ payment_intent: paymentId!, limit: 100 });
  return data.filter(({ status }) => status === 'succeeded').reduce((sum, { amount }) => sum + amount, 0);
};
const refundsOf = async (viewer: Viewer, subscriptionId: string) => {
  const query = `{ refunds { nodes { id state reason amount { minor } subscription { id } } } }`;
  const { refunds } = await house.data<{
    refunds: { nodes: { id: string; state: string; reason: string; subscription: { id: string } | null }[] };
  }>(query, { viewer });
  return refunds.nodes.filter(({ subscription }) => subscription?.id === subscriptionId);
};

describe("Refund of a subscription's invoice", () => {
  it('gives back what was paid, once by its key, with ledger, credit note and letter; the subscription goes on', async () => {
    const { buyer, id, charge } = await subscribed(germany);
    const [{ id: invoiceId }] = (await documents(buyer, id)) as [Document];
    const idempotencyKey = club.key();
    const first = await give(invoiceId, { idempotencyKey });
    expect(first).toMatchObject({
      refund: {
        state: 'REQUESTED',
        reason: 'STAFF',
        note: 'A broken week.',
        amount: { minor: '2000' },
        order: null,
        lines: [],
        subscription: { id },
        invoice: { id: invoiceId },
      },
      invoice: { id: invoiceId },
    });
    const changed = await entered(() => club.settle());
    expect(changed).toEqual({ 'provider:clearing': -2_000n, refunds: 1_681n, 'tax:payable:DE': 319n });
    expect((await give(invoiceId, { idempotencyKey })).refund).toMatchObject({
      id: first.refund!.id,
      state: 'SUCCEEDED',
    });
    const [{ creditNotes }] = (await documents(buyer, id)) as [Document];
    expect(creditNotes).toMatchObject([
      { refundId: first.refund!.id, total: { minor: '-2000' }, tax: { minor: '-319' } },
    ]);
    const letter = house.house.mailer.letters.find(({ subject }) => subject === 'Your refund');
    expect(letter?.text).toContain(creditNotes[0]!.number);
    expect(letter?.text).toContain('A broken week.');
    expect(await give(invoiceId)).toMatchObject({ code: 'REFUND_EXCEEDS_INVOICE', available: { minor: '0' } });
    expect(await returned(charge)).toBe(2_000);
    expect(await club.see(buyer, id)).toMatchObject({ state: 'ACTIVE' });
    expect(await refundsOf(buyer, id)).toMatchObject([{ state: 'SUCCEEDED' }]);
  });

  it('in parts: they add up to the invoice, to the last cent of tax', async () => {
    const { buyer, id, charge } = await subscribed(germany);
    const [{ id: invoiceId }] = (await documents(buyer, id)) as [Document];
    const changed = await entered(async () => {
      for (const minor of [333, 999, 668]) {
        await give(invoiceId, euros(minor));
        await club.settle();
      }
    });
    expect(changed).toEqual({ 'provider:clearing': -2_000n, refunds: 1_681n, 'tax:payable:DE': 319n });
    const notes = (await documents(buyer, id))[0]!.creditNotes;
    expect(notes.map(({ total }) => total.minor)).toEqual(['-333', '-999', '-668']);
    expect(notes.reduce((sum, { tax }) => sum + Number(tax.minor), 0)).toBe(-319);
    expect(await returned(charge)).toBe(2_000);
  });

  it('Concurrent refunds never exceed what was paid', async () => {
    const { buyer, id, charge } = await subscribed();
    const [{ id: invoiceId }] = (await documents(buyer, id)) as [Document];
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => give(invoiceId, euros(500))));
    const names = outcomes.map(({ __typename }) => __typename);
    expect(names.filter((name) => name === 'RefundSubscriptionInvoicePayload')).toHaveLength(4);
    expect(names.filter((name) => name === 'RefundExceedsInvoice')).toHaveLength(4);
    await club.settle();
    expect(await returned(charge)).toBe(2_000);
  });

  it('that failed comes back as an open task; another try is another refund, with the same credit note', async () => {
    const { buyer, id } = await subscribed({ card: 'pm_card_refundFail', ...germany });
    const [{ id: invoiceId }] = (await documents(buyer, id)) as [Document];
    const { refund } = await give(invoiceId);
    await club.settle();
    house.clock.advance({ minutes: 11 });
    const failed = await entered(() => club.settle());
    expect(failed).toEqual({ 'provider:clearing': 2_000n, refunds: -1_681n, 'tax:payable:DE': -319n });
    expect(club.letters()).toContain('Your refund is delayed');
    expect(await give(invoiceId)).toMatchObject({ code: 'REFUND_EXCEEDS_INVOICE' });
    const resolve = `mutation ($input: ResolveRefundTaskInput!) { resolveRefundTask(input: $input) { retry { state subscription { id } } } }`;
    const variables = { input: { refundId: refund!.id, resolution: 'RETRIED' } };
    expect(await house.data(resolve, { viewer: staff, variables })).toEqual({
      resolveRefundTask: { retry: { state: 'REQUESTED', subscription: { id } } },
    });
    const again = await entered(() => club.settle());
    expect(again).toEqual({ 'provider:clearing': -2_000n, refunds: 1_681n, 'tax:payable:DE': 319n });
    expect((await documents(buyer, id))[0]!.creditNotes).toMatchObject([{ refundId: refund!.id }]);
  });

  it("made with the provider's own tools is followed, once", async () => {
    const { buyer, id, charge } = await subscribed(germany);
    const changed = await entered(async () => {
      await till.stripe.refunds.create({ charge: charge.chargeId!, amount: 500 });
      await club.settle();
      for (const { id: event } of till.emulator.control.events('refund.created').slice(-1))
        await till.emulator.control.redeliver(event);
      await club.settle();
    });
    expect(changed).toEqual({ 'provider:clearing': -500n, refunds: 421n, 'tax:payable:DE': 79n });
    expect(await refundsOf(staff, id)).toMatchObject([{ state: 'SUCCEEDED', reason: 'PROVIDER' }]);
    const [{ id: invoiceId, creditNotes }] = (await documents(buyer, id)) as [Document];
    expect(creditNotes).toMatchObject([{ total: { minor: '-500' } }]);
    expect(await give(invoiceId, euros(1_501))).toMatchObject({ available: { minor: '1500' } });
  });

  it('is no longer to be had while a bank holds the money, nor once it has taken it', async () => {
    const { buyer, id, charge } = await subscribed();
    const [{ id: invoiceId }] = (await documents(buyer, id)) as [Document];
    const disputeId = await dispute(charge);
    await expect(give(invoiceId)).rejects.toThrow('INVOICE_DISPUTED');
    await decide(disputeId, 'lose');
    expect(await give(invoiceId)).toMatchObject({ available: { minor: '0' } });
  });

  it('is for the staff of its seller: to others there is no such invoice; one of an order is refunded by its lines', async () => {
    const { buyer, id } = await subscribed();
    const [{ id: invoiceId, subscription }] = (await documents(buyer, id)) as [Document];
    expect(subscription).toEqual({ id });
    const reader = person(randomUUID(), { grants: [grant('auditor', ['payments.read'])] });
    for (const viewer of [buyer, staffOf(randomUUID()), reader])
      await expect(give(invoiceId, {}, viewer)).rejects.toThrow('NOT_FOUND');
    await expect(give(invoiceId, { amount: { minor: '100', currency: 'USD' } })).rejects.toThrow('BAD_INPUT');
    const owner = till.buyer();
    const begun = await till.order(owner, [(await till.course()).courseId]);
    await till.pay(begun);
    await till.settle();
    const ofOrder = await house.data<{ order: { invoice: { id: string } } }>(
      `query ($id: ID!) { order(id: $id) { invoice { id } } }`,
      { viewer: owner, variables: { id: begun.order.id } },
    );
    await expect(give(ofOrder.order.invoice.id)).rejects.toThrow('INVOICE_OF_ORDER');
  });
});

describe('a credit note of an invoice that credits and charges', () => {
  const rule = { rate: '19', jurisdiction: 'DE', isInclusive: true, reverseCharge: false };
  const line = (minor: bigint) => ({
    ...taxOf({ minor, currency: 'EUR' }, rule),
    lineId: randomUUID(),
    title: 'A plan',
    list: minor,
    discount: 0n,
  });

  it.each([7n, 333n, 1_999n, 2_000n, 5_000n])(
    'Tax: takes back what the invoice said, exactly, in parts of %d',
    (part) => {
      const lines = [line(-2_001n), line(4_001n)];
      const invoice = { lines, grossMinor: 2_000n };
      const notes: { lines: ReturnType<typeof creditedShare> }[] = [];
      for (let left = 2_000n; left > 0n; left -= part) {
        const gross = part < left ? part : left;
        const taken = creditedShare(invoice, notes, gross);
        expect(taken.reduce((sum, each) => sum + each.gross, 0n)).toBe(-gross);
        notes.push({ lines: taken });
      }
      const all = notes.flatMap((note) => note.lines);
      for (const { lineId, gross, tax, net } of lines) {
        const own = all.filter((each) => each.lineId === lineId);
        const sums = (['gross', 'tax', 'net'] as const).map((of) => own.reduce((sum, each) => sum - each[of], 0n));
        expect(sums).toEqual([gross, tax, net]);
      }
      expect(creditedShare(invoice, notes, 100n)).toEqual([]);
    },
  );
});
