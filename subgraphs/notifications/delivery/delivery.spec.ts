import { randomUUID } from 'node:crypto';
import { openPublicRoutes } from '../../../kit/subgraph/public-routes';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import type { Mail } from '../../../kit/mail/mailer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { Delivery } from './delivery.entity';
import { DeliveryState, mayBecome, transitions } from './delivery.states';
import { mostAttempts, Sending } from './sending';

const house = subgraphTest(notifications, { PUBLIC_URL: 'https://lyceum.test' });
const now = (): string => house.clock.now().toISOString();
const lettersTo = (email: string): readonly Mail[] => house.house.mailer.letters.filter(({ to }) => to === email);

async function someone(given: Parameters<typeof contactFactory>[1] = {}) {
  const [made] = await house.make(contactFactory, [given]);
  return made!;
}

const welcome = (userId: string): Promise<string> => house.deliver('user.registered', { userId, registeredAt: now() });

async function deliveryOf(userId: string): Promise<Delivery> {
  return house.as().db.findOneByOrFail(Delivery, { userId });
}

/** Runs what waits for its next try, as if the time had come. */
async function tryAgain(): Promise<void> {
  await house.as().db.query('UPDATE graphile_worker._private_jobs SET run_at = now()');
  await house.settle();
}

/** The next letters meet this error of a server of mail; null: they arrive again. */
function refuse(error: (Error & { responseCode?: number }) | null): void {
  const { mailer } = house.house;
  mailer.send = (mail) => {
    if (error) return Promise.reject(error);
    mailer.letters.push(mail);
    return Promise.resolve();
  };
}
afterEach(() => refuse(null));

describe('every edge of the table of deliveries, and no other', () => {
  const states = Object.values(DeliveryState);
  it.each(states.flatMap((from) => states.map((to) => [from, to] as const)))('%s → %s', (from, to) => {
    const delivery = Object.assign(new Delivery(), { state: from });
    const isEdge = transitions[from].includes(to);
    expect(mayBecome(from, to)).toBe(isEdge);
    if (isEdge) expect(delivery.become(to).state).toBe(to);
    else expect(() => delivery.become(to)).toThrow();
  });
});

it('a letter is in the person’s language, says how it ends (RFC 8058), of which list it is, and what belongs to it', async () => {
  const teacher = await someone({ displayName: 'Grace <b>' });
  const [course] = await house.make(courseFactory, [
    { title: 'Waves & more', slug: 'waves', instructorIds: [teacher.userId] },
  ]);
  for (const stars of [5, 1])
    await house.deliver('review.posted', {
      reviewId: randomUUID(),
      courseId: course!.courseId,
      authorId: randomUUID(),
      stars,
    });
  const [first, second] = lettersTo(teacher.email) as [Mail, Mail];
  expect(first.subject).toBe('A new review of Waves & more');
  expect(first.text).toContain('Hello Grace <b>,\n\nSomebody gave “Waves & more” 5 stars.');
  expect(first.text).toContain('https://lyceum.test/courses/waves#reviews');
  expect(first.html).toContain('Hello Grace &lt;b&gt;,');
  expect(first.html).toMatch(/<html lang="en" dir="ltr">/);
  const { headers } = first;
  expect(headers).toMatchObject({
    'List-Id': 'Lyceum <review-posted.notifications.lyceum.test>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
  });
  expect(headers?.['List-Unsubscribe']).toMatch(/^<https:\/\/lyceum\.test\/notifications\/unsubscribe\/[^>]+>$/);
  expect(headers?.['References']).toBe(second.headers?.['References']);
  expect(first.messageId).toMatch(/^delivery\.[0-9a-f-]{36}@lyceum\.test$/);
  expect(first.messageId).not.toBe(second.messageId);
});

it('Arabic letters run from right to left, with plurals of their own', async () => {
  const teacher = await someone({ locale: 'ar-EG' });
  const [course] = await house.make(courseFactory, [{ title: 'Waves', instructorIds: [teacher.userId] }]);
  await house.deliver('review.posted', {
    reviewId: randomUUID(),
    courseId: course!.courseId,
    authorId: randomUUID(),
    stars: 2,
  });
  const [letter] = lettersTo(teacher.email);
  expect(letter!.html).toMatch(/<html lang="ar" dir="rtl">/);
  expect(letter!.text).toContain('نجمتين');
});

describe('exactly one per event, person and channel', () => {
  it('whatever is delivered again', async () => {
    const { userId, email } = await someone();
    const id = await welcome(userId);
    await house.deliver('user.registered', { userId, registeredAt: now() }, id);
    await house
      .as()
      .get(Sending)
      .send((await deliveryOf(userId)).id);
    expect(lettersTo(email)).toHaveLength(1);
    expect(await deliveryOf(userId)).toMatchObject({
      state: 'SENT',
      attempts: 1,
      providerId: lettersTo(email)[0]!.messageId,
    });
  });

  it('a crash between sending and recording repeats a letter once at most, with the same Message-ID', async () => {
    const { userId, email } = await someone();
    await welcome(userId);
    const { id } = await deliveryOf(userId);
    const crash = () => house.as().db.query(`UPDATE delivery SET state = 'SENDING' WHERE id = $1`, [id]);
    for (let crashes = 0; crashes < 3; crashes += 1) {
      await crash();
      await house.as().get(Sending).send(id);
    }
    const ids = lettersTo(email).map(({ messageId }) => messageId);
    expect(ids).toEqual([`delivery.${id}@lyceum.test`, `delivery.${id}@lyceum.test`]);
    expect(await deliveryOf(userId)).toMatchObject({ state: 'FAILED', problem: 'OUTCOME_UNKNOWN' });
  });

  it('a server that is away is tried again, and given up at last', async () => {
    const { userId, email } = await someone();
    refuse(new Error('connection refused'));
    await welcome(userId);
    expect(await deliveryOf(userId)).toMatchObject({ state: 'PENDING', attempts: 1, problem: 'UNREACHABLE' });
    refuse(null);
    await tryAgain();
    expect(lettersTo(email)).toHaveLength(1);
    const other = await someone();
    refuse(new Error('connection refused'));
    await welcome(other.userId);
    for (let index = 0; index < mostAttempts; index += 1) await tryAgain();
    expect(await deliveryOf(other.userId)).toMatchObject({ state: 'FAILED', attempts: mostAttempts });
  });

  it('news of somebody of whom nobody has told yet waits until they are known', async () => {
    const userId = randomUUID();
    await welcome(userId);
    const { email } = await someone({ userId });
    await tryAgain();
    expect(lettersTo(email)).toHaveLength(1);
  });
});

it('an address that the server refuses for good gets nothing any more', async () => {
  const { userId, email } = await someone();
  refuse(Object.assign(new Error('no such user'), { responseCode: 550 }));
  await welcome(userId);
  expect(await deliveryOf(userId)).toMatchObject({ state: 'FAILED', problem: '550', attempts: 1 });
  refuse(null);
  const twin = await someone({ email: email.toUpperCase() });
  await welcome(twin.userId);
  expect(await deliveryOf(twin.userId)).toMatchObject({ state: 'SKIPPED', problem: 'SUPPRESSED' });
  expect(house.house.mailer.letters.filter(({ to }) => to.toLowerCase() === email)).toEqual([]);
});

describe('unsubscribing in one click (RFC 8058)', () => {
  async function press(method: 'GET' | 'POST', url: string) {
    const app = (await openPublicRoutes(house.subgraph))!;
    const seal = await new ViewerSeal(house.house.secrets, house.clock).sign(Viewer.anonymous);
    const headers = { [viewerHeader]: seal, 'content-type': 'application/x-www-form-urlencoded' };
    const payload = method === 'POST' ? { payload: 'List-Unsubscribe=One-Click' } : {};
    const answer = await app.inject({ method, url: new URL(url).pathname, headers, ...payload });
    await app.close();
    return answer;
  }
  const stopOf = ({ headers }: Mail): string => headers?.['List-Unsubscribe']?.slice(1, -1) ?? '';

  it('ends letters of that kind and no others; opening the page alone ends nothing', async () => {
    const { userId, email } = await someone();
    const [course] = await house.make(courseFactory, [{}]);
    await welcome(userId);
    const url = stopOf(lettersTo(email)[0]!);
    expect((await press('GET', url)).body).toContain('<form method="post">');
    await welcome(userId);
    expect(lettersTo(email)).toHaveLength(2);
    expect((await press('POST', url)).statusCode).toBe(200);
    expect((await press('POST', url)).statusCode).toBe(200);
    await welcome(userId);
    expect(lettersTo(email)).toHaveLength(2);
    const about = { userId, courseId: course!.courseId, organisationId: null, runId: randomUUID(), promotedAt: now() };
    await house.deliver('waitlist.promoted', about);
    expect(lettersTo(email)).toHaveLength(3);
  });

  it('a letter that waits is not sent any more', async () => {
    const { userId, email } = await someone();
    refuse(new Error('away'));
    await welcome(userId);
    refuse(null);
    const other = await someone();
    await welcome(other.userId);
    await house.as().db.query(`INSERT INTO preference VALUES ($1, 'WELCOME', 'EMAIL', false, now())`, [userId]);
    await tryAgain();
    expect(lettersTo(email)).toEqual([]);
    expect(await deliveryOf(userId)).toMatchObject({ state: 'SKIPPED', problem: 'UNWANTED' });
  });

  it('nobody makes up such an address', async () => {
    const { userId, email } = await someone();
    await welcome(userId);
    const url = stopOf(lettersTo(email)[0]!);
    for (const forged of [
      url.replace(userId, randomUUID()),
      url.replace('WELCOME', 'ENROLLED'),
      `${url}x`,
      url.replace('WELCOME', '__proto__'),
    ])
      expect([forged, (await press('POST', forged)).statusCode]).toEqual([forged, 404]);
  });
});

it('Erasure: nothing tells of somebody any more, also where their news comes late', async () => {
  const canary = 'canary@erased.test';
  const { userId } = await someone({ email: canary, displayName: 'Canary' });
  await welcome(userId);
  await house.deliver('user.erased', { userId });
  await someone({ userId, email: canary, displayName: 'Canary' });
  await welcome(userId);
  const tables = await house
    .as()
    .db.query<{ name: string }[]>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  for (const { name } of tables) {
    const sql = `SELECT * FROM "${name}" AS found WHERE found::text ILIKE '%canary%'`;
    expect([name, ...(await house.as().db.query<unknown[]>(sql))]).toEqual([name]);
  }
  expect(await house.as().db.countBy(Delivery, { userId })).toBe(0);
  expect(lettersTo(canary)).toHaveLength(1);
});
