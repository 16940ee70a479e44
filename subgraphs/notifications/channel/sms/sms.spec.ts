import { randomUUID } from 'node:crypto';
import { daysAfter } from '../../../../kit/scope/clock';
import { subgraphTest } from '../../../../kit/testing/subgraph-test';
import { notifications } from '../..';
import { Delivery } from '../../delivery/delivery.entity';
import { callOf } from '../../testing/provider-call';
import { People } from '../../testing/people';
import { TwilioServer } from '../../testing/twilio-server';
import { Channel } from '../channel';
import { twilioSignature } from './twilio-signature';

const server = new TwilioServer();
const settings = { PUBLIC_URL: 'https://lyceum.test' };
beforeAll(async () => void Object.assign(settings, await server.open()));
const house = subgraphTest(notifications, settings);
afterAll(() => server.close());

const people = new People(house);
const { SMS } = Channel;

// Jobs are due by the clock of the database: what is to wait must lie behind it. Codes are counted by the hour.
let noon = new Date('2090-01-10T12:00:00Z');
beforeEach(() => house.clock.set((noon = daysAfter(noon, 1))));
afterEach(() => {
  server.trouble = null;
  server.isGoneAfterwards = false;
});

let numbers = 0;
const newNumber = (): string => `+49151${String(10_000_000 + (numbers += 1))}`;
const codeIn = (text = ''): string => /\d{6}/.exec(text)?.[0] ?? '';
const codeAt = (number: string): string => codeIn(server.to(number).at(-1)?.body);

async function withNumber(given: Parameters<People['someone']>[0] = {}, number = newNumber()) {
  const { userId } = await people.someone(given);
  await people.done(userId, 'setPhoneNumber', { number });
  await house.settle();
  await people.done(userId, 'verifyPhoneNumber', { code: codeAt(number) });
  return { userId, number };
}
const sentTo = (number: string): string[] =>
  server
    .to(number)
    .map(({ body }) => body)
    .filter((body) => !/\d{6}\b.*(good for|دقائق)/.test(body));

describe('a number', () => {
  it('gets nothing before it is verified, and then what is urgent: what happened, and where it is read', async () => {
    const [{ userId }, number] = [await people.someone(), newNumber()];
    await people.done(userId, 'setPhoneNumber', { number });
    await house.settle();
    await people.promote(userId);
    expect(sentTo(number)).toEqual([]);
    expect(await people.look(userId, 'phoneNumber { number verifiedAt }')).toEqual({
      phoneNumber: { number, verifiedAt: null },
    });
    await people.done(userId, 'verifyPhoneNumber', { code: codeAt(number) });
    await people.welcome(userId);
    expect(sentTo(number)).toEqual([]);
    await people.promote(userId, 'Waves');
    expect(sentTo(number)).toEqual([
      expect.stringMatching(/^A seat is yours: Waves\nhttps:\/\/lyceum\.test\/courses\/waves-[\w-]+$/) as string,
    ]);
    const [taken] = server.to(number).slice(-1);
    const delivery = await house.as().db.findOneByOrFail(Delivery, { userId, channel: SMS });
    expect(delivery).toMatchObject({ state: 'SENT', providerId: taken!.sid });
    expect(taken!.statusCallback).toBe(`https://lyceum.test/notifications/webhooks/twilio/${delivery.id}`);
  });

  it('is nobody’s but their own to see, rests sealed, and goes with them', async () => {
    const { userId, number } = await withNumber();
    expect(await people.look(userId, 'phoneNumber { number }', randomUUID())).toEqual({ phoneNumber: null });
    const dump = await house.as().db.query<object[]>('SELECT phone_number::text FROM phone_number');
    expect(JSON.stringify(dump)).not.toContain(number.slice(1));
    await house.deliver('user.erased', { userId });
    expect(await house.as().db.query('SELECT 1 FROM phone_number WHERE user_id = $1', [userId])).toEqual([]);
  });

  it('is forgotten when its owner says so: nothing goes there any more', async () => {
    const { userId, number } = await withNumber();
    await people.done(userId, 'removePhoneNumber');
    await people.promote(userId);
    expect(sentTo(number)).toEqual([]);
    expect(await people.states(userId, SMS)).toEqual([]);
  });

  it.each(['015112345678', '+0151123456', '+49 151 12345678', '+1234567890123456', '+49151abc'])(
    '%s is none (E.164)',
    async (number) => {
      const { userId } = await people.someone();
      expect(await people.refusal(userId, 'setPhoneNumber', { number })).toBe('BAD_INPUT');
    },
  );

  it('nobody guesses a code: five tries, then another code', async () => {
    const [{ userId }, number] = [await people.someone(), newNumber()];
    await people.done(userId, 'setPhoneNumber', { number });
    await house.settle();
    const code = codeAt(number);
    const wrong = code === '000000' ? '000001' : '000000';
    const tries = Array.from({ length: 5 }, () => people.refusal(userId, 'verifyPhoneNumber', { code: wrong }));
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['WRONG_CODE']));
    expect(await people.refusal(userId, 'verifyPhoneNumber', { code })).toBe('WRONG_CODE');
    await people.done(userId, 'setPhoneNumber', { number });
    await house.settle();
    expect(await people.refusal(userId, 'verifyPhoneNumber', { code: codeAt(number) })).toBeNull();
  });

  it('a code is good once, for ten minutes, for the number that it went to, and for whom it was made', async () => {
    const [{ userId }, { userId: other }] = [await people.someone(), await people.someone()];
    const [first, second] = [newNumber(), newNumber()];
    await people.done(userId, 'setPhoneNumber', { number: first });
    await house.settle();
    const code = codeAt(first);
    expect(await people.refusal(other, 'verifyPhoneNumber', { code })).toBe('WRONG_CODE');
    await people.done(userId, 'setPhoneNumber', { number: second });
    expect(await people.refusal(userId, 'verifyPhoneNumber', { code })).toBe('WRONG_CODE');
    await house.settle();
    house.clock.advance({ minutes: 10 });
    expect(await people.refusal(userId, 'verifyPhoneNumber', { code: codeAt(second) })).toBe('WRONG_CODE');
    await people.done(userId, 'setPhoneNumber', { number: second });
    await house.settle();
    expect(await people.refusal(userId, 'verifyPhoneNumber', { code: codeAt(second) })).toBeNull();
    expect(await people.refusal(userId, 'verifyPhoneNumber', { code: codeAt(second) })).toBe('WRONG_CODE');
    const kept = await house.as().db.query<object[]>('SELECT * FROM address_proof');
    expect(JSON.stringify(kept)).not.toContain(code);
  });

  it('nobody floods a number, whoever they are', async () => {
    const number = newNumber();
    const refusals = [];
    for (let times = 0; times < 4; times += 1) {
      const { userId } = await people.someone();
      refusals.push(await people.refusal(userId, 'setPhoneNumber', { number }));
    }
    expect(refusals).toEqual([null, null, null, 'RATE_LIMITED']);
    await house.settle();
    expect(server.to(number)).toHaveLength(3);
  });

  it('says where the code did not arrive, and why', async () => {
    const [{ userId }, number] = [await people.someone(), newNumber()];
    server.trouble = { status: 400, code: 21211 };
    await people.done(userId, 'setPhoneNumber', { number });
    await house.settle();
    expect(await people.look(userId, 'phoneNumber { problem }')).toEqual({ phoneNumber: { problem: '21211' } });
  });
});

describe('what Twilio answers', () => {
  it.each([
    ['no such number', { status: 400, code: 21211 }, ['FAILED', '21211', 1], ['SKIPPED', 'SUPPRESSED', 0]],
    ['no mobile telephone', { status: 400, code: 21614 }, ['FAILED', '21614', 1], ['SKIPPED', 'SUPPRESSED', 0]],
    ['STOP was written', { status: 400, code: 21610 }, ['FAILED', '21610', 1], ['SKIPPED', 'SUPPRESSED', 0]],
    ['a country that is closed to us', { status: 400, code: 21408 }, ['FAILED', '21408', 1], ['SENT', null, 1]],
    ['a token that was changed', { status: 401, code: 20003 }, ['PENDING', 'UNREACHABLE', 1], ['SENT', null, 1]],
    ['an account that is closed', { status: 403, code: 20005 }, ['PENDING', 'UNREACHABLE', 1], ['SENT', null, 1]],
    ['it is broken', { status: 500, code: 20500 }, ['PENDING', 'UNREACHABLE', 1], ['SENT', null, 1]],
    ['what is before it is broken', { status: 502 }, ['PENDING', 'UNREACHABLE', 1], ['SENT', null, 1]],
    ['too many', { status: 429, code: 20429, retryAfter: '120' }, ['PENDING', 'UNREACHABLE', 1], ['SENT', null, 1]],
  ])('%s: %j → %j, and the next one %j', async (_, trouble, state, next) => {
    const { userId } = await withNumber();
    server.trouble = trouble;
    await people.promote(userId);
    server.trouble = null;
    expect(await people.states(userId, SMS)).toEqual([state]);
    await people.promote(userId);
    expect((await people.states(userId, SMS)).at(-1)).toEqual(next);
  });

  it.each([
    ['120', 120],
    ['999999', 3_600],
    ['Wed, 21 Oct 2099 07:28:00 GMT', 30],
    [undefined, 30],
  ])('Retry-After: %s → it is tried again after %d seconds', async (retryAfter, seconds) => {
    const { userId, number } = await withNumber();
    await people.tryAgain();
    server.trouble = { status: 429, code: 20429, ...(retryAfter ? { retryAfter } : {}) };
    await people.promote(userId);
    expect(await people.waits()).toEqual([seconds]);
    server.trouble = null;
    await people.tryAgain();
    expect(sentTo(number)).toHaveLength(1);
    expect(await people.states(userId, SMS)).toEqual([['SENT', null, 2]]);
  });

  it('whatever it says, later and later: a provider that is busy for minutes does not use up all tries', async () => {
    const { userId } = await withNumber();
    await people.tryAgain();
    server.trouble = { status: 429, code: 20429, retryAfter: '1' };
    await people.promote(userId);
    await house.as().db.update(Delivery, { userId, channel: SMS }, { attempts: 6 });
    await people.tryAgain();
    expect(await people.waits()).toEqual([1_097]);
  });

  it('one that takes a message and is gone before it says so gets it once more, and never again', async () => {
    const { userId, number } = await withNumber();
    server.isGoneAfterwards = true;
    await people.promote(userId);
    expect(await people.states(userId, SMS)).toEqual([['SENDING', null, 1]]);
    for (let tries = 0; tries < 3; tries += 1) await people.tryAgain();
    expect(sentTo(number)).toHaveLength(2);
    expect(await people.states(userId, SMS)).toEqual([['FAILED', 'OUTCOME_UNKNOWN', 2]]);
  });

  it('whoever wrote STOP hears again once they verify the number again', async () => {
    const { userId, number } = await withNumber();
    server.stopped.add(number);
    await people.promote(userId);
    await people.promote(userId);
    expect(await people.states(userId, SMS)).toEqual([
      ['FAILED', '21610', 1],
      ['SKIPPED', 'SUPPRESSED', 0],
    ]);
    await people.done(userId, 'setPhoneNumber', { number });
    await house.settle();
    expect(await people.look(userId, 'phoneNumber { problem }')).toEqual({ phoneNumber: { problem: '21610' } });
    server.stopped.delete(number);
    await people.done(userId, 'setPhoneNumber', { number });
    await house.settle();
    await people.done(userId, 'verifyPhoneNumber', { code: codeAt(number) });
    await people.promote(userId);
    expect((await people.states(userId, SMS)).at(-1)).toEqual(['SENT', null, 1]);
  });
});

describe('what Twilio says afterwards', () => {
  async function sent() {
    const { userId, number } = await withNumber();
    await people.promote(userId);
    const message = server.to(number).at(-1)!;
    return { userId, number, message, state: async () => (await people.states(userId, SMS))[0] };
  }
  const say = (...word: Parameters<TwilioServer['word']>) => callOf(house, server.word(...word));

  it('that it arrived, in any order and as often as it likes', async () => {
    const { message, state } = await sent();
    for (const status of ['queued', 'sent', 'delivered', 'sent', 'delivered'])
      expect(await say(message, status)).toEqual([204]);
    expect(await state()).toEqual(['DELIVERED', null, 1]);
  });

  it('that it did not arrive: the number stays good, unless nobody has it', async () => {
    const { userId, message, state } = await sent();
    await say(message, 'undelivered', '30003');
    expect(await state()).toEqual(['BOUNCED', '30003', 1]);
    await people.promote(userId);
    expect((await people.states(userId, SMS)).at(-1)).toEqual(['SENT', null, 1]);
    await say(server.to(message.to).at(-1)!, 'failed', '30005');
    await people.promote(userId);
    expect((await people.states(userId, SMS)).at(-1)).toEqual(['SKIPPED', 'SUPPRESSED', 0]);
  });

  it('what is said again suppresses nothing that was lifted since', async () => {
    const { userId, number, message } = await sent();
    await say(message, 'undelivered', '30006');
    await people.done(userId, 'setPhoneNumber', { number });
    await house.settle();
    await people.done(userId, 'verifyPhoneNumber', { code: codeAt(number) });
    await say(message, 'undelivered', '30006');
    await people.promote(userId);
    expect((await people.states(userId, SMS)).at(-1)).toEqual(['SENT', null, 1]);
  });

  it('before it is written down that it took the message: it is not sent again', async () => {
    const { userId, number } = await withNumber();
    server.isGoneAfterwards = true;
    await people.promote(userId);
    await say(server.to(number).at(-1)!, 'delivered');
    server.isGoneAfterwards = false;
    await people.tryAgain();
    expect(sentTo(number)).toHaveLength(1);
    expect(await people.states(userId, SMS)).toEqual([['DELIVERED', null, 1]]);
  });

  it('nobody else says it: not without a signature, not by another token, not of another delivery, not something else', async () => {
    const { message, state } = await sent();
    const word = server.word(message, 'delivered');
    const params = new URLSearchParams(word.payload);
    const forged = twilioSignature({ token: 'another token of another account', url: word.url, params });
    const { 'x-twilio-signature': _, ...unsigned } = word.headers;
    for (const call of [
      { ...word, headers: unsigned },
      { ...word, headers: { ...unsigned, 'x-twilio-signature': forged } },
      { ...word, url: word.url.replace(/[^/]+$/, randomUUID()) },
      { ...word, payload: word.payload.replace('delivered', 'undelivered') },
      { ...word, payload: '' },
    ])
      expect(await callOf(house, call)).toEqual([400, 'UNSIGNED_REPORT']);
    expect(await state()).toEqual(['SENT', null, 1]);
  });

  it('of a delivery that there is not, nothing follows; a huge word is not read', async () => {
    const { message } = await sent();
    const elsewhere = { ...message, statusCallback: message.statusCallback!.replace(/[^/]+$/, randomUUID()) };
    expect(await say(elsewhere, 'delivered')).toEqual([204]);
    expect((await say(message, 'x'.repeat(70_000)))[0]).toBe(413);
  });

  it('the signature is the one that Twilio’s own libraries are tested with', () => {
    const params = new URLSearchParams({
      Digits: '1234',
      To: '+18005551212',
      From: '+14158675309',
      Caller: '+14158675309',
      CallSid: 'CA1234567890ABCDE',
    });
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    expect(twilioSignature({ token: '12345', url, params })).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });
});

describe('when', () => {
  it('text messages wait for the end of quiet hours, and are never gathered', async () => {
    const { userId, number } = await withNumber({ timeZone: 'Europe/Berlin' });
    const quietHours = { from: '22:00', until: '07:00' };
    await people.done(userId, 'setNotificationTimes', { digest: 'DAILY', quietHours });
    await people.choose(userId, 'WELCOME', SMS, true);
    await people.welcome(userId);
    expect(sentTo(number)).toHaveLength(1);
    house.clock.advance({ hours: 11, minutes: 30 });
    await people.promote(userId);
    expect(sentTo(number)).toHaveLength(1);
    house.clock.advance({ hours: 6, minutes: 30 });
    await people.tryAgain();
    expect(sentTo(number)).toHaveLength(2);
  });

  it('whoever wants none of a kind gets none', async () => {
    const { userId, number } = await withNumber();
    await people.choose(userId, 'WAITLIST_PROMOTED', SMS, false);
    await people.promote(userId);
    expect(sentTo(number)).toEqual([]);
    const { notificationPreferences } = await people.look(userId, 'notificationPreferences { kind channel isOn }');
    const by = (kind: string, channel: Channel) =>
      (notificationPreferences as { kind: string; channel: string; isOn: boolean }[]).find(
        (one) => one.kind === kind && one.channel === channel,
      )?.isOn;
    expect([by('WAITLIST_PROMOTED', SMS), by('LIVE_REMINDER', SMS), by('WELCOME', SMS)]).toEqual([false, true, false]);
    expect([by('ENROLLED', Channel.PUSH), by('ENROLLED', Channel.EMAIL)]).toEqual([true, false]);
  });

  it('Arabic text messages are in Arabic', async () => {
    const { userId, number } = await withNumber({ locale: 'ar' });
    expect(server.to(number)[0]!.body).toContain('رمزك');
    await people.promote(userId);
    expect(sentTo(number)[0]).toMatch(/[\u0600-\u06ff]/);
  });
});
