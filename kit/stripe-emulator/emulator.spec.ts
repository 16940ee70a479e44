import { mkdtempSync, rmSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import StripeSdk from 'stripe';
import { ManualClock } from '../scope/clock';
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
    emulator.control.fail({ how: 'slow', milliseconds: 50 });
    const patient = { idempotencyKey: 'order-2', maxNetworkRetries: 0 };
    const both = await Promise.allSettled([
      stripe.paymentIntents.create(payment, patient),
      stripe.paymentIntents.create(payment, patient),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { statusCode: 409, code: 'idempotency_key_in_use' },
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
      stripe.webhooks.constructEvent(
        body,
        signature,
        emulator.webhookSecret,
        300,
        undefined,
        clock.now().getTime() / 1000,
      );
    expect(read(letter.body)).toMatchObject({ type: 'customer.created', pending_webhooks: 1 });
    expect(() => read(letter.body.replace('customer.created', 'customer.deleted'))).toThrow('signature');
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
