import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { grant, person } from '../../../kit/testing/viewers';
import { couponFactory } from '../coupon/coupon.factory';
import { CreditNote } from '../invoice/credit-note.entity';
import { Invoice } from '../invoice/invoice.entity';
import { OrderLine } from '../order/order-line.entity';
import { reconcilePayments } from '../payment/reconcile.job';
import { Refund } from '../refund/refund.entity';
import { intentOf, Till, type Outcome } from '../testing/till';

const till = new Till();
const { house } = till;

beforeEach(() => {
  house.clock.advance({ hours: 2 });
  house.house.mailer.letters.length = 0;
});

/** An order of so many courses that is paid. */
async function paid(viewer: Viewer, courses = 1, card?: string): Promise<Outcome> {
  const ids = await Promise.all(Array.from({ length: courses }, async () => (await till.course()).courseId));
  const made = await till.order(viewer, ids);
  await till.pay(made, card);
  await till.settle();
  return made;
}

const letters = () => house.house.mailer.letters.map(({ subject }) => subject);
const refundsOf = (orderId: string) => house.as().db.find(Refund, { where: { orderId }, order: { id: 'ASC' } });
const backAtCard = async ({ clientSecret }: Outcome) =>
  (await till.stripe.charges.list({ payment_intent: intentOf(clientSecret) })).data[0]?.amount_refunded;
const ledger = async (kind: string, id: string) =>
  house.as().db.query<{ account: string; minor: string }[]>(
    `SELECT account, sum(minor)::text AS minor FROM ledger_entry JOIN ledger_transaction ON ledger_transaction.id = transaction_id
        WHERE cause_kind = $1 AND cause_id = $2 GROUP BY account ORDER BY account`,
    [kind, id],
  );

describe('what was paid is handed over', () => {
  it('line by line; then the order is fulfilled, and the buyer gets a receipt, once', async () => {
    const buyer = till.buyer();
    const { order } = await paid(buyer, 2);
    const [first, second] = order.lines;
    const enrollmentId = randomUUID();
    const fulfil = (lineId: string) =>
      house.deliver('order.line.fulfilled', { orderId: order.id, lineId, entitlementId: randomUUID(), enrollmentId });
    await fulfil(first!.id);
    expect(await till.see(buyer, order.id)).toMatchObject({
      state: 'PAID',
      lines: [{ state: 'FULFILLED', enrollment: { id: enrollmentId } }, { state: 'PENDING' }],
    });
    await fulfil(second!.id);
    await fulfil(second!.id);
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'FULFILLED' });
    expect(letters()).toEqual(['Your receipt']);
    expect(house.house.mailer.letters[0]).toMatchObject({
      to: 'buyer@example.test',
      text: expect.stringContaining('Total: €98.00'),
    });
  });

  it('Enrollment.order: its buyer and the staff see what paid for a stay, also one in a run that was chosen later', async () => {
    const buyer = till.buyer();
    const { order } = await paid(buyer, 2);
    const [first, second] = order.lines;
    const [enrolled, chosen, other] = [randomUUID(), randomUUID(), randomUUID()];
    const fulfil = (lineId: string, enrollmentId: string | null) =>
      house.deliver('order.line.fulfilled', { orderId: order.id, lineId, entitlementId: randomUUID(), enrollmentId });
    const start = async (enrollmentId: string, userId: string) => {
      const { courseId } = await house.as().db.findOneByOrFail(OrderLine, { id: second!.id });
      const stay = { enrollmentId, userId, courseId, runId: randomUUID(), organisationId: null };
      await house.deliver('enrollment.started', { ...stay, startedAt: house.clock.now().toISOString() });
    };
    await fulfil(first!.id, enrolled);
    await start(other, randomUUID());
    await start(chosen, buyer.id!);
    await fulfil(second!.id, null);
    const seen = async (viewer: Viewer) => {
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Enrollment { order { id } } } }`;
      const of = [enrolled, chosen, other].map((id) => ({ __typename: 'Enrollment', id }));
      const { _entities: found } = await house.data<{ _entities: { order: { id: string } | null }[] }>(query, {
        viewer,
        variables: { of },
      });
      return found.map(({ order: shown }) => shown?.id ?? null);
    };
    const staff = person(randomUUID(), { grants: [grant('finance', ['payments.read'])] });
    expect(await seen(buyer)).toEqual([order.id, order.id, null]);
    expect(await seen(staff)).toEqual([order.id, order.id, null]);
    expect(await seen(till.buyer())).toEqual([null, null, null]);
  });

  it('the sale is in the ledger, and has an invoice, from the moment at which it is paid', async () => {
    const { order } = await paid(till.buyer());
    expect(await ledger('SALE', order.id)).toMatchObject([
      { account: expect.stringMatching(/^instructor:/), minor: '-3430' },
      { account: 'platform:revenue', minor: '-1470' },
      { account: 'provider:clearing', minor: '4900' },
    ]);
    expect(await house.as().db.findOneByOrFail(Invoice, { orderId: order.id })).toMatchObject({ grossMinor: 4900n });
  });
});

describe('what was paid and cannot be handed over', () => {
  it('goes back by itself, the money first, and the buyer hears why', async () => {
    const buyer = till.buyer();
    const made = await paid(buyer);
    await till.answer(made.order, 'COURSE_FULL');
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({
      state: 'REFUNDED',
      lines: [{ state: 'REFUNDED', refusal: 'COURSE_FULL', refunded: { minor: '4900' } }],
    });
    expect(await backAtCard(made)).toBe(4900);
    expect(letters()).toEqual(['Your refund']);
    expect(house.house.mailer.letters[0]!.text).toContain('the last seat went to somebody else');
    const [refund] = await refundsOf(made.order.id);
    expect(await ledger('REFUND', refund!.id)).toMatchObject([{}, { minor: '-4900' }, { account: 'refunds' }]);
    expect(await house.as().db.findOneByOrFail(CreditNote, { refundId: refund!.id })).toMatchObject({
      grossMinor: -4900n,
    });
  });

  it('does not touch the rest of the order', async () => {
    const buyer = till.buyer();
    const made = await paid(buyer, 2);
    const [first, second] = made.order.lines;
    await till.answer({ ...made.order, lines: [first!] }, 'COURSE_FULL');
    await till.answer({ ...made.order, lines: [second!] });
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({
      state: 'PARTIALLY_REFUNDED',
      lines: [
        { state: 'REFUNDED', refunded: { minor: '4900' } },
        { state: 'FULFILLED', refunded: { minor: '0' } },
      ],
    });
    expect(await backAtCard(made)).toBe(4900);
    expect(letters().toSorted()).toEqual(['Your receipt', 'Your refund']);
  });

  it('is paid back once, however often it is told, and in whatever order the answers of the provider come', async () => {
    const made = await paid(till.buyer());
    till.emulator.control.fail({ path: '/v1/refunds', how: 'after', times: 3 });
    await Promise.all([till.answer(made.order, 'COURSE_FULL'), till.answer(made.order, 'COURSE_FULL')]);
    await till.answer(made.order);
    await till.settle();
    house.clock.advance({ hours: 1 });
    await reconcilePayments.run(house.as(), {});
    await till.settle();
    expect(await refundsOf(made.order.id)).toMatchObject([{ state: 'SUCCEEDED', minor: 4900n }]);
    expect(await backAtCard(made)).toBe(4900);
  });

  it('costs nothing to take back where it cost nothing', async () => {
    const [buyer, { courseId }] = [till.buyer(), await till.course()];
    const coupon = (await house.make(couponFactory, [{ discount: { basisPoints: 10_000 } }]))[0]!;
    const { order } = await till.order(buyer, [courseId], { couponCodes: [coupon.code], expectedTotal: '0' });
    await till.answer(order, 'COURSE_FULL');
    expect(await till.see(buyer, order.id)).toMatchObject({ state: 'REFUNDED', lines: [{ state: 'REFUNDED' }] });
    expect(letters()).toEqual(['Your refund']);
  });
});

describe('Refund', () => {
  it('what the bank takes its time for is pending, and not revoked, until the money is back', async () => {
    const buyer = till.buyer();
    const made = await paid(buyer, 1, 'pm_card_pendingRefund');
    await till.answer(made.order, 'COURSE_FULL');
    await house.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PAID', lines: [{ state: 'REFUSED' }] });
    expect(await refundsOf(made.order.id)).toMatchObject([{ state: 'PENDING' }]);
    expect(letters()).toEqual([]);
    house.clock.advance({ days: 10 });
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'REFUNDED' });
  });

  it('one that comes back later is no refund any more: the ledger owes it again, and somebody has to look at it', async () => {
    const made = await paid(till.buyer(), 1, 'pm_card_refundFail');
    await till.answer(made.order, 'COURSE_FULL');
    await house.settle();
    expect(await refundsOf(made.order.id)).toMatchObject([{ state: 'SUCCEEDED' }]);
    house.clock.advance({ days: 10 });
    await till.settle();
    const [refund] = await refundsOf(made.order.id);
    expect(refund).toMatchObject({ state: 'FAILED', failure: expect.any(String) });
    const back = await ledger('REFUND_FAILED', refund!.id);
    expect(back.find(({ account }) => account === 'provider:clearing')).toMatchObject({ minor: '4900' });
  });

  it('what the provider does not do at all has failed', async () => {
    const made = await paid(till.buyer());
    await till.stripe.refunds.create({ payment_intent: intentOf(made.clientSecret) });
    await till.answer(made.order, 'COURSE_FULL');
    await till.settle();
    expect(await refundsOf(made.order.id)).toMatchObject([{ state: 'FAILED', failure: 'charge_already_refunded' }]);
  });
});

it('the whole ledger is in balance after all of this', async () => {
  const sums = await house
    .as()
    .db.query(`SELECT currency, sum(minor)::text AS sum FROM ledger_entry GROUP BY currency`);
  expect(sums).toEqual([{ currency: 'EUR', sum: '0' }]);
});
