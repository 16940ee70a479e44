import { mkdtempSync, rmSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import StripeSdk from 'stripe';
import { ManualClock } from '../scope/clock';
import { until } from '../testing/until';
import { StripeEmulator, type Letter, type StripeEmulatorOptions } from './index';

const clock = new ManualClock();
const letters: Letter[] = [];
let emulator: StripeEmulator;
let stripe: StripeSdk;

async function open(options: StripeEmulatorOptions = {}): Promise<void> {
  emulator = await StripeEmulator.open({
    clock,
    webhooks: ['http://product.test/webhooks'],
    deliver: (letter) => {
      letters.push(letter);
      return Promise.resolve(200);
    },
    ...options,
  });
  stripe = new StripeSdk(emulator.secretKey, emulator.sdk);
}

beforeEach(() => open());
afterEach(async () => {
  await emulator.close();
  letters.length = 0;
});

const payment = {
  amount: 1099,
  currency: 'eur',
  confirm: true,
  payment_method: 'pm_card_visa',
  return_url: 'http://product.test/',
};

describe('requests', () => {
  it('an unknown parameter, route or object, and a wrong key, are refused in the envelope of Stripe', async () => {
    const create = stripe.customers.create({ colour: 'red' } as StripeSdk.CustomerCreateParams);
    await expect(create).rejects.toMatchObject({ statusCode: 400, code: 'parameter_unknown', param: 'colour' });
    await expect(stripe.charges.retrieve('ch_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such charge: 'ch_none'",
    });
    await expect(stripe.rawRequest('GET', '/v1/nothing')).rejects.toMatchObject({
      statusCode: 404,
      type: 'StripeInvalidRequestError',
    });
    const stranger = new StripeSdk('sk_test_somebody', emulator.sdk);
    await expect(stranger.customers.list()).rejects.toMatchObject({
      statusCode: 401,
      type: 'StripeAuthenticationError',
    });
  });

  it('a number that is none is named, deep in a hash too', async () => {
    const create = stripe.paymentIntents.create({ ...payment, amount: 10.5 });
    await expect(create).rejects.toMatchObject({
      code: 'parameter_invalid_integer',
      param: 'amount',
      message: 'Invalid integer: 10.5',
    });
    const missing = stripe.paymentIntents.create({ currency: 'eur' } as StripeSdk.PaymentIntentCreateParams);
    await expect(missing).rejects.toMatchObject({ code: 'parameter_missing', param: 'amount' });
  });

  it('the same key and body are answered once, another body is refused, and so is a second request at a time', async () => {
    const once = await stripe.paymentIntents.create(payment, { idempotencyKey: 'order-1' });
    const again = await stripe.paymentIntents.create(payment, { idempotencyKey: 'order-1' });
    expect(again.id).toBe(once.id);
    expect(again.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'original-request': once.lastResponse.requestId,
    });
    expect((await stripe.charges.list()).data).toHaveLength(1);
    const other = stripe.paymentIntents.create({ ...payment, amount: 1100 }, { idempotencyKey: 'order-1' });
    await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
    const inUse = { statusCode: 409, code: 'idempotency_key_in_use' };
    let attempts = 1;
    // On a busy machine the second may come when the first is over: then it is one more.
    await until(async () => {
      emulator.control.fail({ how: 'slow', milliseconds: 50 });
      const patient = { idempotencyKey: `order-${(attempts += 1)}`, maxNetworkRetries: 0 };
      const both = await Promise.allSettled([
        stripe.paymentIntents.create(payment, patient),
        stripe.paymentIntents.create(payment, patient),
      ]);
      const refused = both.filter(({ status }) => status === 'rejected');
      for (const one of refused) expect(one).toMatchObject({ reason: inUse });
      return refused.length === 1;
    });
  });

  it('an answer that is lost is given again to the retry of the SDK: one charge', async () => {
    emulator.control.fail({ path: '/v1/payment_intents', how: 'after' });
    const intent = await stripe.paymentIntents.create(payment, { maxNetworkRetries: 1 });
    expect(intent.status).toBe('succeeded');
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it('lists are paged forwards and backwards, newest first', async () => {
    for (let count = 0; count < 5; count++) await stripe.customers.create({ name: `Nr ${count}` });
    const first = await stripe.customers.list({ limit: 2 });
    expect(first).toMatchObject({ has_more: true, data: [{ name: 'Nr 4' }, { name: 'Nr 3' }] });
    const second = await stripe.customers.list({ limit: 2, starting_after: first.data[1]?.id ?? '' });
    expect(second.data.map(({ name }) => name)).toEqual(['Nr 2', 'Nr 1']);
    const back = await stripe.customers.list({ limit: 2, ending_before: second.data[0]?.id ?? '' });
    expect(back.data.map(({ name }) => name)).toEqual(['Nr 4', 'Nr 3']);
    const names: (string | null | undefined)[] = [];
    for await (const { name } of stripe.customers.list({ limit: 2 })) names.push(name);
    expect(names).toEqual(['Nr 4', 'Nr 3', 'Nr 2', 'Nr 1', 'Nr 0']);
  });
});

describe('webhooks', () => {
  it('are signed: the SDK believes them, and nothing that was changed', async () => {
    await stripe.customers.create({});
    await emulator.control.settle();
    const [letter] = letters as [Letter];
    const { 'stripe-signature': signature = '' } = letter.headers;
    const read = (body: string) =>
      stripe.webhooks.constructEvent(body, signature, emulator.webhookSecret, 300, undefined, clock.now().getTime());
    expect(read(letter.body)).toMatchObject({ type: 'customer.created', pending_webhooks: 1 });
    expect(() => read(letter.body.replace('customer.created', 'customer.deleted'))).toThrow('signature');
  });
});

describe('webhooks that go astray', () => {
  const types = (from: readonly Letter[]) => from.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  const ids = (from: readonly Letter[]) => from.map(({ body }) => (JSON.parse(body) as { id: string }).id);

  it('are tried again until they are heard, later and later, for three days', async () => {
    const statuses: (number | null)[] = [500, null, 204];
    await emulator.close();
    await open({
      deliver: () => {
        const status = statuses.shift() ?? null;
        return status === null ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve(status);
      },
    });
    const { id } = await stripe.customers.create({});
    await emulator.control.settle();
    expect(emulator.control.deliveries()).toMatchObject([{ state: 'pending', attempts: [{ status: 500 }] }]);
    expect((await stripe.events.list({ delivery_success: false })).data).toMatchObject([{ pending_webhooks: 1 }]);
    for (const minutes of [1, 5]) {
      clock.advance({ minutes });
      await emulator.control.settle();
    }
    const [delivery] = emulator.control.deliveries();
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: [{ status: 500 }, { error: 'connect ECONNREFUSED' }, { status: 204 }],
    });
    expect((await stripe.events.list({ delivery_success: true })).data).toMatchObject([{ data: { object: { id } } }]);
    await stripe.customers.create({});
    for (let hours = 0; hours < 96; hours++) {
      clock.advance({ hours: 1 });
      await emulator.control.settle();
    }
    expect(emulator.control.deliveries()[1]).toMatchObject({ state: 'failed', attempts: { length: 11 } });
  });

  it('are kept back and let go in any order', async () => {
    emulator.control.hold();
    await stripe.paymentIntents.create(payment);
    await emulator.control.settle();
    expect(letters).toEqual([]);
    const backwards = emulator.control
      .events()
      .map(({ id }) => id)
      .toReversed();
    await emulator.control.release(backwards);
    expect(types(letters)).toEqual(['payment_intent.succeeded', 'charge.succeeded', 'payment_intent.created']);
  });

  it('are duplicated, dropped, late and shuffled, the same way for the same seed', async () => {
    const streams: string[][] = [];
    for (const seed of [7, 7, 8]) {
      emulator.control.disturb({ seed, duplicate: 0.3, drop: 0.2, delay: 60, shuffle: 5, lanes: 1 });
      emulator.control.hold();
      for (let count = 0; count < 10; count++) await stripe.customers.create({ name: `${count}` });
      clock.advance({ minutes: 2 });
      await emulator.control.release();
      streams.push(
        letters
          .splice(0)
          .map(({ body }) => (JSON.parse(body) as { data: { object: { name: string } } }).data.object.name),
      );
    }
    const [first, second, third] = streams as [string[], string[], string[]];
    expect(first).toEqual(second);
    expect(first).not.toEqual(third);
    expect(new Set(first).size).toBeLessThan(10);
    expect(first.length).toBeGreaterThan(new Set(first).size);
    expect(first).not.toEqual(first.toSorted());
    const dropped = emulator.control.deliveries().filter(({ state }) => state === 'dropped');
    expect(dropped.length).toBeGreaterThan(0);
    emulator.control.disturb(null);
    await emulator.control.redeliver(dropped[0]?.event ?? '');
    expect(ids(letters)).toEqual([dropped[0]?.event]);
  });

  it('go to the endpoints that ask for them, also those made by the API', async () => {
    await stripe.webhookEndpoints.create({ url: 'http://other.test/hooks', enabled_events: ['charge.succeeded'] });
    await stripe.paymentIntents.create(payment);
    await emulator.control.settle();
    expect(types(letters.filter(({ url }) => url === 'http://other.test/hooks'))).toEqual(['charge.succeeded']);
    expect(letters).toHaveLength(4);
  });

  it('by HTTP, and controlled by HTTP', async () => {
    await emulator.close();
    const { deliver: _byHand, ...options } = { deliver: undefined, clock };
    emulator = await StripeEmulator.open(options);
    stripe = new StripeSdk(emulator.secretKey, emulator.sdk);
    const call = async (name: string, argument: unknown, key = emulator.secretKey) => {
      const response = await fetch(`${emulator.url}/_control/${name}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(argument),
      });
      return { status: response.status, body: (await response.json()) as { result: unknown } };
    };
    await stripe.webhookEndpoints.create({ url: `${emulator.url}/receipts/none`, enabled_events: ['*'] });
    await stripe.customers.create({});
    expect((await call('settle', null)).status).toBe(200);
    expect((await call('deliveries', null)).body.result).toMatchObject([{ attempts: [{ status: 404 }] }]);
    expect((await call('advance', { days: -1 })).status).toBe(400);
    expect((await call('nothing', null)).status).toBe(404);
    expect((await call('events', null, 'sk_test_somebody')).status).toBe(401);
    expect((await call('events', 'customer.created')).body.result).toHaveLength(1);
  });
});

it('with a folder, everything is there after the next start; a line that was cut off does not count', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-stripe-'));
  try {
    await emulator.close();
    await open({ folder });
    const { id } = await stripe.paymentIntents.create(payment, { idempotencyKey: 'kept' });
    const { port } = emulator;
    await emulator.close();
    appendFileSync(join(folder, 'objects.jsonl'), '{"account":"acct_1Lyc');
    await open({ folder });
    expect(emulator.port).toBe(port);
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'succeeded', amount: 1099 });
    expect((await stripe.paymentIntents.create(payment, { idempotencyKey: 'kept' })).id).toBe(id);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
