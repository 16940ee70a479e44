import { createHmac } from 'node:crypto';
import { In } from 'typeorm';
import { StoredProviderEvent } from './provider-event.entity';
import { forgetProviderEvents } from './provider-inbox';
import { secretOfConnect, Till } from '../testing/till';

const till = new Till();
const { house } = till;

const secret = () => till.emulator.webhookSecret;
const seconds = (offset = 0) => Math.floor(house.clock.now().getTime() / 1000) + offset;

function signed(body: string, { at = seconds(), key = secret() } = {}) {
  const hash = createHmac('sha256', key).update(`${at}.${body}`).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${hash}` } };
}

let events = 0;
function eventAbout(object: object, type = 'payment_intent.succeeded'): string {
  events += 1;
  return JSON.stringify({ id: `evt_made${events}`, object: 'event', type, data: { object } });
}
const aboutNothing = () => eventAbout({ object: 'payment_intent', id: 'pi_nobody_knows' });
const kept = () => house.as().db.count(StoredProviderEvent);

describe('Provider webhooks', () => {
  it('what the provider signed is taken; the signature is over the bytes', async () => {
    const before = await kept();
    const body = aboutNothing();
    expect(await till.post(signed(body))).toBe(200);
    const { headers } = signed(body);
    expect(await till.post({ headers, body: `${body} ` })).toBe(400);
    expect(await kept()).toBe(before + 1);
  });

  it.each([
    ['without a signature', (body: string) => ({ body, headers: { 'content-type': 'application/json' } })],
    ['by another secret', (body: string) => signed(body, { key: 'whsec_of_somebody_else' })],
    ['six minutes ago', (body: string) => signed(body, { at: seconds(-360) })],
    ['of in six minutes', (body: string) => signed(body, { at: seconds(360) })],
    [
      'of now and of the future',
      (body: string) => {
        const { headers } = signed(body);
        const header = headers['stripe-signature'];
        return { body, headers: { ...headers, 'stripe-signature': `t=${seconds(9_999)},${header}` } };
      },
    ],
    ['that is no event', () => signed('{"id":"evt_x"}')],
    ['that is no JSON', () => signed('evt_x')],
    ['of nothing', () => signed('')],
  ])('one %s is refused, and leaves nothing', async (_, letter) => {
    const before = await kept();
    expect(await till.post(letter(aboutNothing()))).toBe(400);
    expect(await kept()).toBe(before);
  });

  it('one about what is not there yet, such as an invoice that is to come, has no id: it is taken, and nothing follows', async () => {
    expect(await till.post(signed(eventAbout({ object: 'invoice' }, 'invoice.upcoming')))).toBe(200);
    await house.settle();
    expect(await house.as().db.findOneBy(StoredProviderEvent, { type: 'invoice.upcoming' })).toMatchObject({
      objectId: '',
      handledAt: expect.any(Date) as Date,
    });
  });

  it('an endpoint for connected accounts signs with a secret of its own', async () => {
    const body = eventAbout({ object: 'account', id: 'acct_nobody_knows' }, 'account.updated');
    expect(await till.post(signed(body, { key: secretOfConnect }))).toBe(200);
    expect(await till.post(signed(body, { key: `${secretOfConnect},${secret()}` }))).toBe(400);
  });

  it('within five minutes either way clocks may differ', async () => {
    expect(await till.post(signed(aboutNothing(), { at: seconds(-299) }))).toBe(200);
    expect(await till.post(signed(aboutNothing(), { at: seconds(299) }))).toBe(200);
  });

  it('a huge one is not read to its end', async () => {
    const body = eventAbout({ object: 'payment_intent', id: 'pi_x', filler: 'x'.repeat(300_000) });
    expect(await till.post(signed(body))).toBe(413);
  });

  it('one that is replayed changes nothing, while its signature holds and after', async () => {
    const buyer = till.buyer();
    const made = await till.order(buyer, [(await till.course()).courseId]);
    await till.pay(made);
    await till.emulator.control.settle();
    const [succeeded] = till.emulator.control.events('payment_intent.succeeded').slice(-1);
    const letter = till.emulator.control.letter(succeeded!.id);
    const before = await kept();
    expect([await till.post(letter), await till.post(letter)]).toEqual([200, 200]);
    expect(await kept()).toBe(before);
    await till.settle();
    house.clock.advance({ minutes: 6 });
    expect(await till.post(letter)).toBe(400);
    const paid = await house
      .as()
      .db.query(`SELECT count(*)::int AS count FROM ledger_transaction WHERE cause_id = $1`, [made.order.id]);
    expect(paid).toEqual([{ count: 1 }]);
  });

  it('about an object that nobody knows, or that we do not follow, changes nothing and is done', async () => {
    for (const body of [
      aboutNothing(),
      eventAbout({ object: 'refund', id: 're_nobody_knows' }, 'refund.updated'),
      eventAbout({ object: 'topup', id: 'tu_1' }, 'topup.succeeded'),
      eventAbout({ object: 'constructor', id: 'x' }, 'constructor'),
    ])
      expect(await till.post(signed(body))).toBe(200);
    await house.settle();
    expect(await house.as().db.query(`SELECT id FROM provider_event WHERE handled_at IS NULL`)).toEqual([]);
  });

  it('what it says of the object is not believed: the provider is asked', async () => {
    const buyer = till.buyer();
    const made = await till.order(buyer, [(await till.course()).courseId]);
    const id = made.clientSecret!.split('_secret_')[0]!;
    const lie = { object: 'payment_intent', id, status: 'succeeded', amount_received: 4900 };
    expect(await till.post(signed(eventAbout(lie)))).toBe(200);
    await till.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PENDING_PAYMENT' });
  });

  it('while the provider cannot be asked, the news wait', async () => {
    const buyer = till.buyer();
    const made = await till.order(buyer, [(await till.course()).courseId]);
    await till.pay(made);
    till.emulator.control.fail({ method: 'GET', path: '/v1/payment_intents', how: 'before', times: 100 });
    await till.emulator.control.settle();
    await house.settle();
    expect(await till.see(buyer, made.order.id)).toMatchObject({ state: 'PENDING_PAYMENT' });
    const waiting = `SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE last_error IS NOT NULL`;
    expect(await house.as().db.query(waiting)).not.toEqual([{ count: 0 }]);
  });

  it('old ones are forgotten, but not before they were handled', async () => {
    const [handled, waiting] = [eventAbout({ object: 'topup', id: 'tu_1' }), aboutNothing()];
    for (const body of [handled, waiting]) await till.post(signed(body));
    const ids = [handled, waiting].map((body) => (JSON.parse(body) as { id: string }).id);
    const left = () => house.as().db.findBy(StoredProviderEvent, { id: In(ids) });
    house.clock.advance({ days: 29 });
    await forgetProviderEvents.run(house.as(), {});
    expect(await left()).toHaveLength(2);
    house.clock.advance({ days: 2 });
    await forgetProviderEvents.run(house.as(), {});
    expect(await left()).toMatchObject([{ id: ids[1], handledAt: null }]);
  });
});
