import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { silentLog } from '../../kit/testing/silent-log';
import { grant, person } from '../../kit/testing/viewers';
import { CHECKOUT, intentOf, Till } from './testing/till';

const lines: string[] = [];
// Everything that anybody says, as it is said: without what the house's own log leaves out.
Object.assign(silentLog, { [pino.symbols.streamSym]: { write: (line: string) => void lines.push(line) } });
silentLog.level = 'trace';

const till = new Till();
const { house } = till;

it('nothing that Stripe calls sensitive is logged, nor who bought, whatever becomes of purchases', async () => {
  const [buyer, canary] = [till.buyer(), 'canary@logs.test'];
  const course = async () => (await till.course()).courseId;
  const given = { receiptEmail: canary, place: { country: 'DE', vatId: 'DE136695976', isBusiness: true } };
  const paymentMethodId = await till.saveCard(buyer, 'pm_card_mastercard');
  const made = await till.order(buyer, [await course()], { ...given, payment: { paymentMethodId } });
  const declined = await till.order(buyer, [await course()], given);
  await till.pay(declined, 'pm_card_visa_chargeDeclinedStolenCard');
  const asked = await till.order(buyer, [await course()], given);
  await till.pay(asked, 'pm_card_threeDSecure2Required');
  till.emulator.control.authenticate(intentOf(asked.clientSecret));
  await till.settle();
  await till.answer(made.order, 'COURSE_FULL');
  // The provider fails, refuses, and says what nobody asked for.
  till.emulator.control.fail({ path: '/v1/payment_intents', how: 'before', times: 3 });
  await house.run(CHECKOUT, { viewer: buyer, variables: { input: till.input([await course()], given) } });
  await till.stripe.refunds.create({ payment_intent: intentOf(asked.clientSecret) });
  const staff = person(randomUUID(), { grants: [grant('finance', ['payments.manage'])] });
  const lineId = asked.order.lines[0]!.id;
  const input = { orderId: asked.order.id, lines: [{ orderLineId: lineId }], reason: canary, idempotencyKey: 'k' };
  const refund = `mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { __typename } }`;
  await house.data(refund, { viewer: staff, variables: { input } });
  await till.settle();
  const log = lines.join('\n');
  expect(log).toContain('a refund failed: somebody has to look at it');
  const secrets = [declined, asked].map(({ clientSecret }) => clientSecret!.split('_secret_')[1]!);
  const keys = [till.emulator.secretKey, till.emulator.webhookSecret];
  for (const secret of [...secrets, ...keys, canary, 'DE136695976', 'stolen', 'mastercard', '5555555555554444'])
    expect([secret, lines.filter((line) => line.includes(secret))]).toEqual([secret, []]);
});
