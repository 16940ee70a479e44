import { randomUUID } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { person } from '../../../../kit/testing/viewers';
import { subgraphTest } from '../../../../kit/testing/subgraph-test';
import { notifications } from '../..';
import { PushDevice } from '../../device/push-device.entity';
import { isUsableEndpoint } from '../../device/push-subscription';
import { Browser } from '../../testing/browser';
import { People } from '../../testing/people';
import { PushService } from '../../testing/push-service';
import { Channel } from '../channel';
import { isPushed } from './push-sender';

const service = new PushService();
beforeAll(() => service.open());
const house = subgraphTest(notifications, {
  PUBLIC_URL: 'https://lyceum.test',
  PUSH_CONTACT: 'mailto:ops@lyceum.test',
  PUSH_LOOPBACK: 'true',
});
afterAll(() => service.close());

const people = new People(house);
const { PUSH } = Channel;
// Jobs are due by the clock of the database: what is to wait must lie behind it.
beforeEach(() => house.clock.set('2090-01-10T12:00:00Z'));

function newBrowser(path = `/${randomUUID()}`): Browser {
  return new Browser(service.origin + path);
}
const pathOf = ({ endpoint }: Browser): string => new URL(endpoint).pathname;
const pushedTo = (browser: Browser) => service.to(pathOf(browser));
const shownOn = (browser: Browser) => pushedTo(browser).map(({ body }) => browser.open(body) as Record<string, string>);

async function withDevices(count = 1, given: Parameters<People['someone']>[0] = {}) {
  const { userId } = await people.someone(given);
  const browsers = Array.from({ length: count }, () => newBrowser());
  for (const { subscription } of browsers) await people.done(userId, 'registerPushSubscription', subscription);
  return { userId, browsers: browsers as [Browser, ...Browser[]] };
}

describe('a push message', () => {
  it('is what is in the list, encrypted for the device (RFC 8291)', async () => {
    const { userId, browsers } = await withDevices();
    await people.welcome(userId);
    expect(shownOn(browsers[0])).toEqual([
      {
        title: 'Welcome to Lyceum',
        body: 'Your account is ready. Choose a course and begin whenever you like.',
        url: 'https://lyceum.test/courses',
        kind: 'WELCOME',
        tag: expect.stringMatching(/^[\w-]{32}$/) as string,
      },
    ]);
    const [pushed] = pushedTo(browsers[0]);
    expect(pushed!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal' });
    expect(pushed!.body.toString('latin1')).not.toContain('Welcome');
    expect(() => newBrowser().open(pushed!.body)).toThrow();
    expect(await people.states(userId, PUSH)).toEqual([['SENT', null, 1]]);
  });

  it('is signed by the key that browsers subscribe with, for this service, and says whom to ask (RFC 8292)', async () => {
    const { pushPublicKey } = await house.data<{ pushPublicKey: string }>('{ pushPublicKey }');
    const { userId, browsers } = await withDevices();
    await people.welcome(userId);
    const [, token = '', key] = /^vapid t=(\S+), k=(\S+)$/.exec(pushedTo(browsers[0])[0]!.headers.authorization!)!;
    expect(key).toBe(pushPublicKey);
    const point = Buffer.from(pushPublicKey, 'base64url');
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
    const jwk = await importJWK({ kty: 'EC', crv: 'P-256', x: x!, y: y! }, 'ES256');
    const { payload } = await jwtVerify(token, jwk, { audience: service.origin });
    expect(payload).toMatchObject({ sub: 'mailto:ops@lyceum.test' });
    expect(payload.exp! - Date.now() / 1_000).toBeLessThanOrEqual(86_400);
  });

  it('what is urgent wakes the device and is soon stale; what belongs to one thread takes the place of what waits', async () => {
    const { userId, browsers } = await withDevices();
    await people.promote(userId);
    const about = { userId, registeredAt: house.clock.now().toISOString() };
    for (let times = 0; times < 2; times += 1) await house.deliver('user.registered', about);
    const [urgent, first, second] = pushedTo(browsers[0]).map(({ headers }) => headers);
    expect(urgent).toMatchObject({ urgency: 'high', ttl: '3600' });
    expect(first!['topic']).toMatch(/^[\w-]{32}$/);
    expect(first!['topic']).toBe(second!['topic']);
    expect(first!['topic']).not.toBe(urgent!['topic']);
  });

  it('fits what a push service takes, whatever is said', async () => {
    const { userId, browsers } = await withDevices();
    await people.promote(userId, '👩‍👩‍👧‍👦'.repeat(400));
    const [pushed] = pushedTo(browsers[0]);
    expect(pushed!.body.length).toBeLessThanOrEqual(4_096);
    expect(shownOn(browsers[0])[0]!['title']).toMatch(/…$/u);
  });
});

describe('devices', () => {
  it('each gets it; one that was removed, or is somebody else’s now, does not', async () => {
    const { userId, browsers } = await withDevices(3);
    const [first, second, third] = browsers as [Browser, Browser, Browser];
    await people.done(userId, 'removePushSubscription', { endpoint: second.endpoint });
    const { userId: other } = await people.someone();
    await people.done(other, 'registerPushSubscription', third.subscription);
    await people.welcome(userId);
    expect([first, second, third].map((browser) => pushedTo(browser).length)).toEqual([1, 0, 0]);
    await people.done(other, 'removePushSubscription', { endpoint: first.endpoint });
    await people.welcome(userId);
    expect(pushedTo(first)).toHaveLength(2);
  });

  it('are nobody’s but their own to see; one that was lost is removed by its id', async () => {
    const { userId, browsers } = await withDevices(2);
    expect(await people.look(userId, 'pushDevices { id }', randomUUID())).toEqual({ pushDevices: null });
    const { pushDevices } = await people.look(userId, 'pushDevices { id userAgent registeredAt }');
    const [newest] = pushDevices as [{ id: string }];
    expect(pushDevices).toHaveLength(2);
    await people.done(randomUUID(), 'removePushSubscription', { id: newest.id });
    await people.done(userId, 'removePushSubscription', { id: newest.id });
    await people.welcome(userId);
    expect(browsers.map((browser) => pushedTo(browser).length).toSorted()).toEqual([0, 1]);
  });

  it('registered again it is one device, and of more than twenty the oldest go', async () => {
    const { userId } = await people.someone();
    const browsers = Array.from({ length: 22 }, () => newBrowser());
    for (const { subscription } of browsers) {
      house.clock.advance({ seconds: 1 });
      await people.done(userId, 'registerPushSubscription', subscription);
      await people.done(userId, 'registerPushSubscription', subscription);
    }
    await people.welcome(userId);
    expect(browsers.map((browser) => pushedTo(browser).length)).toEqual([0, 0, ...Array.from({ length: 20 }, () => 1)]);
  });

  it('rest sealed, and go with their person', async () => {
    const { userId, browsers } = await withDevices();
    const dump = await house
      .as()
      .db.query<{ text: string }[]>(
        `SELECT row_to_json(push_device)::text || encode(sealed, 'escape') AS text FROM push_device`,
      );
    expect(dump.map(({ text }) => text).join('\n')).not.toContain(pathOf(browsers[0]).slice(1));
    await house.deliver('user.erased', { userId });
    expect(await house.as().db.countBy(PushDevice, { userId })).toBe(0);
  });

  it('whoever has none, or wants none of a kind, is told by other ways', async () => {
    const { userId } = await people.someone();
    await people.welcome(userId);
    expect(await people.states(userId, PUSH)).toEqual([]);
    const { userId: other, browsers } = await withDevices();
    await people.choose(other, 'WELCOME', PUSH, false);
    await people.welcome(other);
    expect(pushedTo(browsers[0])).toEqual([]);
  });

  it('nobody who is nobody registers one', async () => {
    const query =
      'mutation ($input: RegisterPushSubscriptionInput!) { registerPushSubscription(input: $input) { user { id } } }';
    const { errors } = await house.run(query, { variables: { input: newBrowser().subscription } });
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('what a push service answers', () => {
  const answer = (browser: Browser, status: number, headers: Record<string, string> = {}) =>
    service.answers.set(pathOf(browser), { status, headers });

  it.each([404, 410])('%d: nobody listens there any more, and the device goes', async (status) => {
    const { userId, browsers } = await withDevices();
    answer(browsers[0], status);
    await people.welcome(userId);
    expect(await people.states(userId, PUSH)).toEqual([['FAILED', 'NO_DEVICE', 1]]);
    expect(await people.look(userId, 'pushDevices { id }')).toEqual({ pushDevices: [] });
  });

  it.each([400, 403, 413])('%d: refused for good; the device stays', async (status) => {
    const { userId, browsers } = await withDevices();
    answer(browsers[0], status);
    await people.welcome(userId);
    expect(await people.states(userId, PUSH)).toEqual([['FAILED', String(status), 1]]);
    expect(await house.as().db.countBy(PushDevice, { userId })).toBe(1);
  });

  it('429: it is tried again when the service says so', async () => {
    const { userId, browsers } = await withDevices();
    await people.tryAgain();
    answer(browsers[0], 429, { 'retry-after': '90' });
    await people.welcome(userId);
    expect(await people.waits()).toEqual([90]);
    service.answers.clear();
    await people.tryAgain();
    expect(pushedTo(browsers[0])).toHaveLength(1);
    expect(await people.states(userId, PUSH)).toEqual([['SENT', null, 2]]);
  });

  it('500 at one device of two: that one is tried again, and the other is not told twice', async () => {
    const { userId, browsers } = await withDevices(2);
    const [first, second] = browsers as [Browser, Browser];
    answer(second, 503);
    await people.welcome(userId);
    expect(await people.states(userId, PUSH)).toEqual([['PENDING', 'UNREACHABLE', 1]]);
    service.answers.clear();
    await people.tryAgain();
    expect([pushedTo(first).length, pushedTo(second).length]).toEqual([1, 1]);
    expect(await people.states(userId, PUSH)).toEqual([['SENT', null, 2]]);
  });

  it('one device of two is gone: the other is enough', async () => {
    const { userId, browsers } = await withDevices(2);
    answer(browsers[1]!, 410);
    await people.welcome(userId);
    expect(await people.states(userId, PUSH)).toEqual([['SENT', null, 1]]);
  });

  it('a redirect is not followed', async () => {
    const { userId, browsers } = await withDevices();
    const elsewhere = newBrowser();
    answer(browsers[0], 307, { location: elsewhere.endpoint });
    await people.welcome(userId);
    expect(pushedTo(elsewhere)).toEqual([]);
    expect(await people.states(userId, PUSH)).toEqual([['FAILED', '307', 1]]);
  });
});

describe('addresses that strangers give us', () => {
  const strict = () => ({ ...house.house.config, PUSH_LOOPBACK: false });

  it.each([
    ['https://fcm.googleapis.com/fcm/send/abc', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/abc', true],
    ['http://fcm.googleapis.com/fcm/send/abc', false],
    ['https://127.0.0.1/', false],
    ['https://[::1]/', false],
    ['https://10.0.0.8/', false],
    ['https://169.254.169.254/latest/meta-data', false],
    ['https://localhost/', false],
    ['https://postgres/', false],
    ['https://user:password@push.example.org/', false],
    ['https://push.example.org:5432/', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('%s may be called: %s', (endpoint, isSo) => {
    expect(isUsableEndpoint(endpoint, strict())).toBe(isSo);
  });

  it('what cannot be used is refused, each part by its name', async () => {
    const { userId } = await people.someone();
    const { endpoint, keys } = newBrowser().subscription;
    const query =
      'mutation ($input: RegisterPushSubscriptionInput!) { registerPushSubscription(input: $input) { user { id } } }';
    const fieldsOf = async (input: object): Promise<string[]> => {
      const { errors } = await house.run(query, { viewer: person(userId), variables: { input } });
      return Object.keys(errors![0]!.extensions!['fields'] as object);
    };
    expect(await fieldsOf({ endpoint: 'https://10.0.0.1/', keys })).toEqual(['input.endpoint']);
    const notOnCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
    expect(await fieldsOf({ endpoint, keys: { ...keys, p256dh: notOnCurve } })).toEqual(['input.keys.p256dh']);
    expect(await fieldsOf({ endpoint, keys: { ...keys, auth: 'c2hvcnQ' } })).toEqual(['input.keys.auth']);
  });
});

describe('when', () => {
  it('push messages are never gathered, wait for the morning, and do not where they are urgent', async () => {
    const { userId, browsers } = await withDevices(1, { timeZone: 'Europe/Berlin' });
    const quietHours = { from: '22:00', until: '07:00' };
    await people.done(userId, 'setNotificationTimes', { digest: 'DAILY', quietHours });
    await people.welcome(userId);
    expect(pushedTo(browsers[0])).toHaveLength(1);
    house.clock.set('2090-01-10T23:30:00Z');
    await people.promote(userId);
    expect(shownOn(browsers[0]).map(({ kind }) => kind)).toEqual(['WELCOME', 'WAITLIST_PROMOTED']);
    await people.welcome(userId);
    expect(pushedTo(browsers[0])).toHaveLength(2);
    house.clock.set('2090-01-11T06:00:00Z');
    await people.tryAgain();
    expect(pushedTo(browsers[0])).toHaveLength(3);
  });

  it('without anybody to write to about them they are caught, and in production not sent at all', () => {
    const { config } = house.house;
    const { PUSH_CONTACT: _, ...without } = config;
    expect([isPushed(config), isPushed(without), isPushed({ ...without, NODE_ENV: 'production' })]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
