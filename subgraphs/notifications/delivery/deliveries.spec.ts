import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { notifications } from '..';
import { notificationsMetrics } from '../notifications.metrics';
import { People } from '../testing/people';
import { Suppressions, SuppressionReason } from '../suppression/suppressions';

const house = subgraphTest(notifications);
const people = new People(house);
const manager = person(randomUUID(), { grants: [grant('manager', ['notification.manage'])] });

const LIST = `query ($filter: NotificationDeliveryFilter, $first: Int, $after: String) {
  deliveries(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id channel state attempts problem createdAt sentAt kind user { id } } } }`;

interface Listed {
  readonly deliveries: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly { id: string; state: string; kind: string | null; user: { id: string } }[];
  };
}
const list = async (variables: Record<string, unknown>, viewer = manager) =>
  (await house.data<Listed>(LIST, { viewer, variables })).deliveries;

it('administrators see what went to whom, and what became of it; what it says is the person’s own', async () => {
  const { userId } = await people.someone();
  await people.welcome(userId);
  await people.promote(userId);
  expect((await list({ filter: { userId } })).nodes).toMatchObject([
    { channel: 'EMAIL', state: 'SENT', attempts: 1, problem: null, kind: 'WAITLIST_PROMOTED', user: { id: userId } },
    { channel: 'EMAIL', state: 'SENT', attempts: 1, problem: null, kind: 'WELCOME', user: { id: userId } },
  ]);
  expect((await list({ filter: { userId, state: 'FAILED' } })).nodes).toEqual([]);
  expect((await list({ filter: { userId, channel: 'SMS' } })).nodes).toEqual([]);
});

it('page by page, each once, also where more come meanwhile', async () => {
  const { userId } = await people.someone();
  for (let index = 0; index < 5; index += 1) await people.welcome(userId);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo } = await list({ filter: { userId }, first: 2, after });
    seen.push(...nodes.map(({ id }) => id));
    await people.welcome(userId);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
});

it('costs as many statements for many as for few', async () => {
  const { userId } = await people.someone();
  await people.welcome(userId);
  const options = { viewer: manager, variables: { filter: { userId }, first: 50 } };
  const few = await house.statements(LIST, options);
  for (let index = 0; index < 10; index += 1) await people.welcome(userId);
  expect(await house.statements(LIST, options)).toBe(few);
});

it.each([
  ['who is nobody', undefined, 'UNAUTHENTICATED'],
  ['of no role', person(randomUUID()), 'NOT_FOUND'],
  [
    'of one organisation',
    person(randomUUID(), { grants: [grant('editor', ['notification.manage'], { organisationId: randomUUID() })] }),
    'NOT_FOUND',
  ],
])('nobody else does: %s', async (_, viewer, code) => {
  const { errors } = await house.run(LIST, { ...(viewer ? { viewer } : {}), variables: {} });
  expect(errors?.[0]?.extensions?.['code']).toBe(code);
});

describe('what operators see', () => {
  const counted = async (name: string) => {
    const metric = notificationsMetrics.find((one) => one.name === `lyceum_notifications_${name}`)!;
    const values = await metric.count(house.subgraph.resources);
    return new Map(values.map(({ labels, value }) => [Object.values(labels ?? {}).join('/'), value]));
  };

  it('what went in the last day, by channel and state; what waits, and for how long; whom nothing reaches', async () => {
    const before = (await counted('deliveries')).get('EMAIL/SENT') ?? 0;
    const { userId } = await people.someone();
    await people.welcome(userId);
    expect((await counted('deliveries')).get('EMAIL/SENT')).toBe(before + 1);
    expect(await counted('waiting_seconds')).toEqual(new Map());
    const { mailer } = house.house;
    const send = mailer.send.bind(mailer);
    mailer.send = () => Promise.reject(new Error('away'));
    await people.welcome(userId);
    mailer.send = send;
    house.clock.advance({ minutes: 20 });
    expect(await counted('waiting_seconds')).toEqual(new Map([['EMAIL', 1_200]]));
    await house.as().transaction((tx) => tx.get(Suppressions).add('gone@lyceum.test', SuppressionReason.COMPLAINT));
    expect(await counted('suppressed')).toEqual(new Map([['COMPLAINT', 1]]));
    house.clock.advance({ days: 2 });
    expect((await counted('deliveries')).size).toBe(0);
  });

  it('counting and listing read no whole table of deliveries, and sort nothing', async () => {
    await house.as().transaction(async ({ db }) => {
      // Where there is an index to use, it is used.
      for (const way of ['seqscan', 'bitmapscan', 'sort']) await db.query(`SET LOCAL enable_${way} = off`);
      const sqls = [
        `SELECT channel, state, count(*) FROM delivery WHERE updated_at > now() - interval '24 hours' GROUP BY 1, 2`,
        `SELECT channel, min(coalesce(due_at, created_at)) FROM delivery
          WHERE state IN ('PENDING', 'SENDING') AND coalesce(due_at, created_at) <= now() GROUP BY 1`,
        `SELECT * FROM delivery WHERE state = 'FAILED' ORDER BY created_at DESC, id DESC LIMIT 20`,
        'SELECT * FROM delivery ORDER BY created_at DESC, id DESC LIMIT 20',
      ];
      for (const sql of sqls) {
        const plan = JSON.stringify(await db.query(`EXPLAIN ${sql}`));
        expect([sql, /Seq Scan|"Node Type":"Sort"/.exec(plan)?.[0]]).toEqual([sql, undefined]);
      }
    });
  });
});
