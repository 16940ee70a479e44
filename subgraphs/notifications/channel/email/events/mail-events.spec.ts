import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../../../kit/testing/subgraph-test';
import { daysAfter } from '../../../../../kit/scope/clock';
import { grant, person } from '../../../../../kit/testing/viewers';
import { notifications } from '../../..';
import { Delivery } from '../../../delivery/delivery.entity';
import { callOf } from '../../../testing/provider-call';
import { People } from '../../../testing/people';
import { Channel } from '../../channel';
import { forgetMailEvents } from './forget-mail-events.job';
import { signatureOf } from './signed-event';

const key = 'a key that only the provider of mail knows';
const mailgunKey = 'a key of Mailgun for signing';
const house = subgraphTest(notifications, {
  PUBLIC_URL: 'https://lyceum.test',
  MAIL_EVENTS_KEY: key,
  MAILGUN_SIGNING_KEY: mailgunKey,
});
const people = new People(house);
const { EMAIL } = Channel;
afterEach(() => house.clock.advance({ hours: 2 }));

const seconds = (offset = 0): number => Math.floor(house.clock.now().getTime() / 1_000) + offset;

/** Our own format, signed. */
function signed(event: object, { at = seconds(), by = key }: { at?: number; by?: string } = {}) {
  const payload = JSON.stringify({ id: randomUUID(), ...event });
  const signature = `t=${at},v1=${signatureOf(by, at, Buffer.from(payload))}`;
  const headers = { 'content-type': 'application/json', 'lyceum-signature': signature };
  return { url: '/notifications/webhooks/mail', headers, payload };
}

/** As Mailgun sends it. */
function mailgun(data: object, { at = seconds(), by = mailgunKey, token = randomBytes(25).toString('hex') } = {}) {
  const signature = createHmac('sha256', by).update(`${at}${token}`).digest('hex');
  const event = { 'event-data': { id: randomUUID(), timestamp: at, 'log-level': 'error', ...data } };
  const payload = JSON.stringify({ signature: { timestamp: String(at), token, signature }, ...event });
  return { url: '/notifications/webhooks/mailgun', headers: { 'content-type': 'application/json' }, payload };
}

async function sent() {
  const { userId, email } = await people.someone();
  await people.welcome(userId);
  const { id, providerId } = await house.as().db.findOneByOrFail(Delivery, { userId, channel: EMAIL });
  return { userId, email, id, messageId: `<${providerId}>` };
}
const last = async (userId: string) => (await people.states(userId, EMAIL)).at(-1);

/** How the next letter fares. */
async function next(userId: string): Promise<unknown> {
  await people.welcome(userId);
  return last(userId);
}
const suppressed = ['SKIPPED', 'SUPPRESSED', 0];
const arrives = ['SENT', null, 1];

const hard = (messageId: string, recipient: string) =>
  [
    ['our own format', signed({ type: 'bounce', permanent: true, messageId, recipient, code: '550' })],
    [
      'Mailgun',
      mailgun({
        event: 'failed',
        severity: 'permanent',
        recipient,
        message: { headers: { 'message-id': messageId.slice(1, -1) } },
        'delivery-status': { code: 550 },
      }),
    ],
  ] as const;

describe('a hard bounce', () => {
  it('ends letters to the address, in whichever case it is written', async () => {
    for (const which of [0, 1]) {
      const { userId, email, messageId } = await sent();
      const [name, call] = hard(messageId, email.toUpperCase())[which]!;
      expect([name, await callOf(house, call)]).toEqual([name, [204]]);
      expect(await last(userId)).toEqual(['BOUNCED', '550', 1]);
      expect(await next(userId)).toEqual(suppressed);
      expect(await people.look(userId, 'emailSuppression')).toEqual({ emailSuppression: 'BOUNCE' });
      expect(await people.look(userId, 'emailSuppression', randomUUID())).toEqual({ emailSuppression: null });
    }
  });

  it('of a letter that is none of ours counts by its recipient; one that names nobody, by whose letter it is', async () => {
    const { userId, email } = await sent();
    const messageId = '<reset.1@elsewhere.test>';
    expect(await callOf(house, signed({ type: 'bounce', permanent: true, messageId, recipient: email }))).toEqual([
      204,
    ]);
    expect(await next(userId)).toEqual(suppressed);
    const other = await sent();
    expect(await callOf(house, signed({ type: 'bounce', permanent: true, messageId: other.messageId }))).toEqual([204]);
    expect(await next(other.userId)).toEqual(suppressed);
  });

  it('a letter that the provider calls by a name of its own is found by that', async () => {
    const { userId, id } = await sent();
    await house.as().db.update(Delivery, { id }, { providerId: 'provider-7' });
    await callOf(house, signed({ type: 'delivery', messageId: 'provider-7' }));
    expect(await last(userId)).toEqual(['DELIVERED', null, 1]);
  });

  it('before it is written down that the server took the letter', async () => {
    const { userId, email, id, messageId } = await sent();
    await house.as().db.update(Delivery, { id }, { state: 'SENDING' as never, providerId: null });
    await callOf(house, signed({ type: 'bounce', permanent: true, messageId, recipient: email, code: '550' }));
    expect(await last(userId)).toEqual(['BOUNCED', '550', 1]);
  });
});

describe('what is no hard bounce', () => {
  it.each([
    [
      'our own format',
      (messageId: string, recipient: string) => signed({ type: 'bounce', messageId, recipient, code: '452' }),
    ],
    [
      'Mailgun',
      (messageId: string, recipient: string) =>
        mailgun({
          event: 'failed',
          severity: 'temporary',
          recipient,
          message: { headers: { 'message-id': messageId.slice(1, -1) } },
          'delivery-status': { code: 452 },
        }),
    ],
  ])('a soft bounce is written down, and ends nothing: %s', async (_, call) => {
    const { userId, email, messageId } = await sent();
    expect(await callOf(house, call(messageId, email))).toEqual([204]);
    expect(await last(userId)).toEqual(['SENT', '452', 1]);
    await callOf(house, signed({ type: 'delivery', messageId }));
    expect(await last(userId)).toEqual(['DELIVERED', null, 1]);
    expect(await next(userId)).toEqual(arrives);
  });

  it('a complaint ends letters to the address, also after it arrived', async () => {
    const { userId, email, messageId } = await sent();
    await callOf(house, mailgun({ event: 'delivered', message: { headers: { 'message-id': messageId } } }));
    const complaint = { event: 'complained', recipient: email, message: { headers: { 'message-id': messageId } } };
    await callOf(house, mailgun(complaint));
    expect(await last(userId)).toEqual(['COMPLAINED', 'COMPLAINT', 1]);
    expect(await next(userId)).toEqual(suppressed);
  });

  it('what nobody asks for, such as that it was opened, changes nothing', async () => {
    const { userId, email, messageId } = await sent();
    const opened = { event: 'opened', recipient: email, message: { headers: { 'message-id': messageId } } };
    expect(await callOf(house, mailgun(opened))).toEqual([204]);
    expect(await last(userId)).toEqual(arrives);
  });
});

describe('who may tell', () => {
  it.each([
    ['without a signature', (event: object) => ({ ...signed(event), headers: { 'content-type': 'application/json' } })],
    ['by another key', (event: object) => signed(event, { by: 'another key that only strangers know of' })],
    ['six minutes ago', (event: object) => signed(event, { at: seconds(-360) })],
    ['of in six minutes', (event: object) => signed(event, { at: seconds(360) })],
    // Each has an id of its own.
    ['that was changed', (event: object) => ({ ...signed(event), payload: signed(event).payload })],
    ['that is no event', () => signed({ type: 'party' })],
    ['at Mailgun’s door', (event: object) => ({ ...signed(event), url: '/notifications/webhooks/mailgun' })],
    ['of Mailgun by another key', (event: object) => mailgun(event, { by: 'another key of Mailgun' })],
    ['of Mailgun ten hours ago', (event: object) => mailgun(event, { at: seconds(-36_000) })],
    ['of nothing', () => ({ ...signed({}), payload: '' })],
  ])('one %s is refused, and changes nothing', async (_, call) => {
    const { userId, email, messageId } = await sent();
    const [ours, theirs] = [
      { type: 'bounce', permanent: true, messageId },
      { event: 'failed', severity: 'permanent' },
    ];
    const event = { ...ours, ...theirs, recipient: email };
    expect(await callOf(house, call(event))).toEqual([400, 'UNSIGNED_REPORT']);
    expect(await next(userId)).toEqual(arrives);
  });

  it('a huge one is not read to its end', async () => {
    expect((await callOf(house, signed({ type: 'delivery', filler: 'x'.repeat(70_000) })))[0]).toBe(413);
  });

  it('one that is said again changes nothing, also after what followed was lifted', async () => {
    for (const which of [0, 1]) {
      const { userId, email, messageId } = await sent();
      const [, call] = hard(messageId, email)[which]!;
      await callOf(house, call);
      await lift(email);
      expect(await callOf(house, call)).toEqual([204]);
      expect(await next(userId)).toEqual(arrives);
    }
  });

  it('what was said is remembered for a month', async () => {
    await callOf(house, signed({ type: 'delivery', id: 'first' }));
    const left = () => house.as().db.query<unknown[]>(`SELECT 1 FROM provider_event WHERE id = 'own:first'`);
    house.clock.set(daysAfter(house.clock.now(), 29));
    await forgetMailEvents.run(house.as(), {});
    expect(await left()).toHaveLength(1);
    house.clock.set(daysAfter(house.clock.now(), 2));
    await forgetMailEvents.run(house.as(), {});
    expect(await left()).toEqual([]);
  });
});

const LIFT = 'mutation ($input: LiftSuppressionInput!) { liftSuppression(input: $input) { wasSuppressed } }';
const manager = person(randomUUID(), { grants: [grant('manager', ['notification.manage'])] });

async function lift(address: string, viewer = manager): Promise<unknown> {
  const { data, errors } = await house.run(LIFT, { viewer, variables: { input: { address } } });
  return errors ? errors[0]!.extensions!['code'] : (data as { liftSuppression: unknown }).liftSuppression;
}

describe('an address is good again', () => {
  async function bounced() {
    const { userId, email, messageId } = await sent();
    await callOf(house, signed({ type: 'bounce', permanent: true, messageId, recipient: email }));
    return { userId, email };
  }

  it('when an administrator says so, and nobody else', async () => {
    const { userId, email } = await bounced();
    const ofOne = person(randomUUID(), {
      grants: [grant('editor', ['notification.manage'], { organisationId: randomUUID() })],
    });
    expect(await lift(email, ofOne)).toBe('NOT_FOUND');
    expect(await lift(email, person(userId))).toBe('NOT_FOUND');
    expect(await next(userId)).toEqual(suppressed);
    expect(await lift(` ${email.toUpperCase()} `)).toEqual({ wasSuppressed: true });
    expect(await lift(email)).toEqual({ wasSuppressed: false });
    expect(await next(userId)).toEqual(arrives);
  });

  it('when its person shows that letters come there', async () => {
    const { userId, email } = await bounced();
    await people.done(userId, 'checkEmailAddress');
    await house.settle();
    const letter = house.house.mailer.letters.filter(({ to }) => to === email).at(-1)!;
    const code = /\d{6}/.exec(letter.text)![0];
    expect(await people.refusal(userId, 'confirmEmailAddress', { code: code === '111111' ? '222222' : '111111' })).toBe(
      'WRONG_CODE',
    );
    expect(await next(userId)).toEqual(suppressed);
    const { userId: other } = await people.someone();
    expect(await people.refusal(other, 'confirmEmailAddress', { code })).toBe('WRONG_CODE');
    await people.done(userId, 'confirmEmailAddress', { code });
    expect(await people.look(userId, 'emailSuppression')).toEqual({ emailSuppression: null });
    expect(await next(userId)).toEqual(arrives);
  });

  it('nobody floods their own address', async () => {
    const { userId } = await bounced();
    const refusals = [];
    for (let times = 0; times < 4; times += 1) refusals.push(await people.refusal(userId, 'checkEmailAddress'));
    expect(refusals).toEqual([null, null, null, 'RATE_LIMITED']);
  });
});
