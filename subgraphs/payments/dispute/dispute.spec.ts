import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { grant, person } from '../../../kit/testing/viewers';
import { CreditNote } from '../invoice/credit-note.entity';
import { instructorPayable } from '../ledger/account';
import { Balances } from '../ledger/balances';
import { Refund } from '../refund/refund.entity';
import { Till } from '../testing/till';
import { Dispute } from './dispute.entity';
import { sendEvidence } from './dispute.jobs';
import { DisputeState, mayBecome } from './dispute.states';

const till = new Till();
const { house } = till;

beforeEach(() => house.clock.advance({ hours: 2 }));

const staff = person(randomUUID(), { grants: [grant('finance', ['payments.manage'])] });
const SUBMIT = `mutation ($input: SubmitDisputeEvidenceInput!) { submitDisputeEvidence(input: $input) {
  dispute { id state evidence } } }`;
let keys = 0;

/** Something bought with a card whose owner disputes it at once, and handed over. */
async function disputed(card = 'pm_card_createDispute') {
  const [buyer, teacher] = [till.buyer(), randomUUID()];
  const courses = [await till.course({ instructorIds: [teacher] }), await till.course()];
  const begun = await till.order(
    buyer,
    courses.map(({ courseId }) => courseId),
  );
  await till.pay(begun, card);
  await till.settle();
  await till.answer(begun.order);
  await till.settle();
  const dispute = await disputeOf(begun.order.id);
  return { buyer, orderId: begun.order.id, dispute, providerId: dispute.providerId, teacher };
}

const disputeOf = (orderId: string): Promise<Dispute> => house.as().db.findOneByOrFail(Dispute, { orderId });
const balance = (teacher: string) => house.as().get(Balances).in(instructorPayable(teacher), 'EUR');
const held = async () => (await house.as().get(Balances).in('disputes', 'EUR')).total;

async function decide(providerId: string, outcome: 'win' | 'lose'): Promise<void> {
  till.emulator.control.decide(providerId, outcome);
  await till.settle();
}

function submit(viewer: Viewer, disputeId: string, input: object = {}) {
  keys += 1;
  const variables = { input: { disputeId, evidence: 'They watched all of it.', idempotencyKey: `${keys}`, ...input } };
  return house.run(SUBMIT, { viewer, variables });
}

const codeOf = ({ errors }: Awaited<ReturnType<typeof submit>>) => errors?.[0]?.extensions?.['code'];

const states = Object.values(DisputeState);

it.each(states.flatMap((from) => states.map((to) => [from, to] as const)))('Dispute: the edge %s → %s', (from, to) => {
  const [inquiry, review, closed, needed, underReview, won, lost] = states;
  const edges: Partial<Record<DisputeState, DisputeState[]>> = {
    [inquiry!]: [review!, closed!, needed!, underReview!, won!, lost!],
    [review!]: [closed!, needed!, underReview!, won!, lost!],
    [needed!]: [underReview!, won!, lost!],
    [underReview!]: [won!, lost!],
  };
  expect(mayBecome(from, to)).toBe(edges[from]?.includes(to) ?? false);
});

describe('Dispute', () => {
  it('access stays until it is lost, and goes then, with credit note and ledger', async () => {
    const before = await held();
    const { buyer, orderId, dispute, providerId, teacher } = await disputed();
    expect(dispute).toMatchObject({ state: 'NEEDS_RESPONSE', minor: 9_800n, reason: 'fraudulent' });
    expect(await held()).toBe(before + 9_800n);
    expect(await till.see(buyer, orderId)).toMatchObject({
      state: 'FULFILLED',
      lines: [{ state: 'FULFILLED' }, { state: 'FULFILLED' }],
    });
    await decide(providerId, 'lose');
    expect(await disputeOf(orderId)).toMatchObject({ state: 'LOST', closedAt: expect.any(Date) });
    expect(await till.see(buyer, orderId)).toMatchObject({
      state: 'REFUNDED',
      lines: [
        { state: 'REFUNDED', refunded: { minor: '4900' } },
        { state: 'REFUNDED', refunded: { minor: '4900' } },
      ],
    });
    expect(await held()).toBe(before);
    expect(await balance(teacher)).toEqual(expect.objectContaining({ total: 0n }));
    expect(await house.as().db.countBy(CreditNote, { refundId: dispute.id })).toBe(1);
  });

  it('what it is about is not paid out before it is decided; won, it is', async () => {
    const before = await held();
    const { buyer, orderId, dispute, providerId, teacher } = await disputed();
    await submit(staff, dispute.id);
    await till.settle();
    expect(await disputeOf(orderId)).toMatchObject({ state: 'UNDER_REVIEW' });
    house.clock.advance({ days: 60 });
    expect(await balance(teacher)).toMatchObject({ total: -3_430n, pending: -3_430n });
    await decide(providerId, 'win');
    expect(await balance(teacher)).toMatchObject({ total: -3_430n, pending: 0n });
    expect(await held()).toBe(before);
    expect(await till.see(buyer, orderId)).toMatchObject({ state: 'FULFILLED' });
  });

  it('nobody answers by the deadline: it is lost', async () => {
    const { orderId, dispute, buyer } = await disputed();
    const due = dispute.evidenceDueAt!.getTime() - house.clock.now().getTime();
    house.clock.advance({ seconds: Math.ceil(due / 1000) });
    expect(codeOf(await submit(staff, dispute.id))).toBe('DISPUTE_NOT_OPEN');
    await till.settle();
    expect(await disputeOf(orderId)).toMatchObject({ state: 'LOST' });
    expect(await till.see(buyer, orderId)).toMatchObject({ state: 'REFUNDED' });
  });

  it('evidence is sent once, also where the job runs twice; nobody else sees or answers the dispute', async () => {
    const { dispute, buyer } = await disputed();
    const outsider = person(randomUUID(), {
      organisations: [randomUUID()],
      grants: [grant('finance', ['payments.manage'], { organisationId: randomUUID() })],
    });
    for (const viewer of [buyer, outsider]) expect(codeOf(await submit(viewer, dispute.id))).toBe('NOT_FOUND');
    const same = { idempotencyKey: 'the same' };
    for (let count = 0; count < 2; count += 1)
      expect(await submit(staff, dispute.id, same)).toMatchObject({
        data: { submitDisputeEvidence: { dispute: { evidence: 'They watched all of it.' } } },
      });
    expect(codeOf(await submit(staff, dispute.id))).toBe('DISPUTE_NOT_OPEN');
    await till.settle();
    await sendEvidence.run(house.as(), { disputeId: dispute.id });
    const told = await till.stripe.disputes.retrieve(dispute.providerId);
    expect(told).toMatchObject({
      status: 'under_review',
      evidence: { uncategorized_text: 'They watched all of it.' },
      evidence_details: { submission_count: 1 },
    });
    const list = async (viewer: Viewer, filter: object) =>
      (
        await house.data<{ disputes: { nodes: { id: string }[] } }>(
          `query ($filter: DisputeFilter) { disputes(filter: $filter) { nodes { id amount { minor } order { id } } } }`,
          { viewer, variables: { filter: { orderId: dispute.orderId, ...filter } } },
        )
      ).disputes.nodes;
    expect(await list(staff, { states: ['UNDER_REVIEW'] })).toMatchObject([
      { id: dispute.id, amount: { minor: '9800' }, order: { id: dispute.orderId } },
    ]);
    expect(await list(staff, { states: ['LOST'] })).toEqual([]);
    for (const viewer of [buyer, outsider]) expect(await list(viewer, {})).toEqual([]);
  });

  it('an inquiry takes no money', async () => {
    const before = await held();
    const { buyer, orderId, dispute, providerId } = await disputed('pm_card_createDisputeInquiry');
    expect(dispute).toMatchObject({ state: 'INQUIRY' });
    await decide(providerId, 'lose');
    expect(await disputeOf(orderId)).toMatchObject({ state: 'INQUIRY_CLOSED' });
    expect(await held()).toBe(before);
    expect(await till.see(buyer, orderId)).toMatchObject({ state: 'FULFILLED' });
  });

  it('the buyer gets no refund of what the bank holds', async () => {
    const { buyer, orderId } = await disputed();
    const { order } = await house.data<{ order: object }>(
      `query ($id: ID!) { order(id: $id) { lines { refundability { allowed reason } } } }`,
      { viewer: buyer, variables: { id: orderId } },
    );
    const refused = { refundability: { allowed: false, reason: 'DISPUTED' } };
    expect(order).toEqual({ lines: [refused, refused] });
  });

  it('staff give nothing back of it while the bank holds it; once it is won, they may', async () => {
    const { buyer, orderId, providerId } = await disputed();
    const { lines } = await till.see(buyer, orderId);
    const give = (idempotencyKey: string) =>
      house.run(
        `mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { ... on RefundOrderPayload { refund { state } } } }`,
        {
          viewer: staff,
          variables: {
            input: { orderId, lines: [{ orderLineId: lines[0]!.id }], reason: 'Sorry.', idempotencyKey },
          },
        },
      );
    expect(codeOf(await give(`held ${orderId}`))).toBe('ORDER_DISPUTED');
    expect(await house.as().db.countBy(Refund, { orderId })).toBe(0);
    await decide(providerId, 'win');
    expect(await give(`won ${orderId}`)).toMatchObject({ data: { refundOrder: { refund: { state: 'REQUESTED' } } } });
  });

  it('webhooks that are shuffled and doubled come to the same end, and old ones lead nowhere back', async () => {
    const before = await held();
    for (const [seed, outcome] of [
      [1, 'win'],
      [2, 'lose'],
    ] as const) {
      till.emulator.control.disturb({ seed, duplicate: 0.5, shuffle: 5 });
      const { orderId, providerId } = await disputed();
      await decide(providerId, outcome);
      till.emulator.control.disturb(null);
      await till.settle();
      for (const { id } of till.emulator.control.events('charge.dispute.created').slice(-1))
        await till.emulator.control.redeliver(id);
      await till.settle();
      expect(await disputeOf(orderId)).toMatchObject({ state: outcome === 'win' ? 'WON' : 'LOST' });
      expect(await held()).toBe(before);
    }
  });
});
