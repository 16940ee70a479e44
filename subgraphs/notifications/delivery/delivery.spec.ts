import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { openPublicRoutes } from '../../../kit/subgraph/public-routes';
import { ViewerSeal, viewerHeader } from '../../../kit/identity/signed-viewer';
import { Viewer } from '../../../kit/identity/viewer';
import { openMailer, type Mail, type Mailer } from '../../../kit/mail/mailer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { notifications } from '..';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { Delivery, mostAttempts } from './delivery.entity';
import { DeliveryState, mayBecome, transitions } from './delivery.states';
import { Sending } from './sending';

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
function refuse(error: Error | null): void {
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

  it('a letter that went and could not be recorded is repeated once at most', async () => {
    const { userId, email } = await someone();
    const { db } = house.as();
    await db.query(`ALTER TABLE delivery ADD CONSTRAINT full_disk CHECK (state <> 'SENT') NOT VALID`);
    await welcome(userId);
    for (let tries = 0; tries < 3; tries += 1) await tryAgain();
    await db.query('ALTER TABLE delivery DROP CONSTRAINT full_disk');
    expect(lettersTo(email)).toHaveLength(2);
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

describe('what a server answers (RFC 5321)', () => {
  /** What the server does at one of its steps; null: it takes everything. */
  let answer: { readonly step: string; readonly reply: string } | null = null;
  const taken: string[] = [];
  const at = (step: string, done: (error?: Error | null) => void): void => {
    if (answer?.step !== step) return done();
    const [, code, text] = /^(\d{3}) (.*)$/.exec(answer.reply)!;
    done(Object.assign(new Error(text), { responseCode: Number(code) }));
  };
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (_auth, _session, done) => at('AUTH', (error) => done(error ?? null, { user: 'lyceum' })),
    onMailFrom: (_address, _session, done) => at('MAIL FROM', done),
    onRcptTo: (_address, _session, done) => at('RCPT TO', done),
    onData: (stream, { envelope }, done) => {
      stream.resume().on('end', () => {
        if (answer?.step !== 'AWAY') return at('DATA', done);
        taken.push(...envelope.rcptTo.map(({ address }) => address));
        for (const connection of server.connections) connection.close();
      });
    },
  });
  let mailer: Mailer;
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    mailer = openMailer({ url: `smtp://lyceum:secret@127.0.0.1:${port}`, from: 'hello@lyceum.test' });
  });
  beforeEach(() => (house.house.mailer.send = (mail) => mailer.send(mail)));
  afterAll(async () => {
    await mailer.close();
    server.close();
  });

  async function told(email?: string) {
    const { userId, email: address } = await someone(email ? { email } : {});
    await welcome(userId);
    const { state, problem, attempts } = await deliveryOf(userId);
    return { userId, address, became: [state, problem, attempts] };
  }

  it.each([
    ['AUTH', '535 5.7.8 Bad credentials', 'PENDING', 'UNREACHABLE'],
    ['MAIL FROM', '550 5.7.1 Sender rejected', 'PENDING', 'UNREACHABLE'],
    ['RCPT TO', '451 4.7.1 Come back later', 'PENDING', 'UNREACHABLE'],
    ['RCPT TO', '550 5.7.1 Blocked by a list', 'FAILED', '550'],
    ['RCPT TO', '550 5.2.2 Mailbox full', 'FAILED', '550'],
    ['RCPT TO', '552 5.2.2 Mailbox full', 'FAILED', '552'],
    ['DATA', '554 5.6.0 Not a letter', 'FAILED', '554'],
  ])('%s: %s → %s; the address stays good', async (step, reply, state, problem) => {
    answer = { step, reply };
    const { address, became } = await told();
    expect(became).toEqual([state, problem, 1]);
    answer = null;
    expect((await told(address)).became).toEqual(['SENT', null, 1]);
  });

  it.each(['550 5.1.1 No such user', '551 5.1.6 Moved', '553 5.1.3 No such name'])(
    'RCPT TO: %s → nothing goes to the address any more, in whichever case it is written',
    async (reply) => {
      answer = { step: 'RCPT TO', reply };
      const { address, became } = await told();
      expect(became).toEqual(['FAILED', reply.slice(0, 3), 1]);
      answer = null;
      expect((await told(address.toUpperCase())).became).toEqual(['SKIPPED', 'SUPPRESSED', 0]);
    },
  );

  it('a server that takes a letter and is gone before it says so gets it once more, and never again', async () => {
    answer = { step: 'AWAY', reply: '' };
    const { userId, address, became } = await told();
    expect(became).toEqual(['SENDING', null, 1]);
    for (let tries = 0; tries < 3; tries += 1) await tryAgain();
    answer = null;
    expect(taken.filter((to) => to === address)).toHaveLength(2);
    expect(await deliveryOf(userId)).toMatchObject({ state: 'FAILED', problem: 'OUTCOME_UNKNOWN' });
  });
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

it('Erasure reads no whole table, nor do the checks of foreign keys that it sets off', async () => {
  await house.as().transaction(async ({ db }) => {
    const columns = await db.query<{ table: string; column: string }[]>(`
      SELECT conrelid::regclass::text AS table, attname AS column
        FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY(conkey)
       WHERE contype = 'f' AND connamespace = 'public'::regnamespace
      UNION SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'user_id' ORDER BY 1, 2`);
    expect(columns).toContainEqual({ table: 'notification', column: 'group_id' });
    // Where there is an index to use, it is used.
    await db.query('SET LOCAL enable_seqscan = off');
    for (const { table, column } of columns) {
      const plan = await db.query<object[]>(`EXPLAIN DELETE FROM "${table}" WHERE "${column}" = '${randomUUID()}'`);
      const text = JSON.stringify(plan);
      expect([table, column, /Seq Scan/.exec(text)]).toEqual([table, column, null]);
    }
  });
});
