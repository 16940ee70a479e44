import { randomUUID } from 'node:crypto';
import type { EventPayload } from '../../../kit/events/catalog';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory, free, paid } from '../course/course.factory';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { endExpiredEnrollments, LeavingService } from '../enrollment/leaving.service';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { SubscriptionAccess } from './subscription-access.entity';
import { SubscriptionAccessService } from './subscription-access.service';
import { closeSubscriptionAccess } from './subscription.events';

const house = subgraphTest(enrollment);
type Facts = EventPayload<'subscription.access.changed'>;
let versions = 0;

const course = async (given: Parameters<typeof courseFactory>[1] = {}) => {
  const [made] = await house.make(courseFactory, [{ prices: paid, ...given }]);
  return made!;
};
const inDays = (days: number) => new Date(house.clock.now().getTime() + days * 86_400_000).toISOString();

function facts(userId: string, given: Partial<Facts> = {}): Facts {
  versions += 1;
  return {
    accessId: randomUUID(),
    subscriptionId: randomUUID(),
    userId,
    organisationId: null,
    source: 'SUBSCRIPTION',
    courseIds: null,
    version: versions,
    startsAt: house.clock.now().toISOString(),
    endsAt: inDays(30),
    ...given,
  };
}

/** Opens courses to somebody. */
async function open(userId: string, given: Partial<Facts> = {}): Promise<Facts> {
  const told = facts(userId, given);
  await house.deliver('subscription.access.changed', told);
  return told;
}

const again = (before: Facts, given: Partial<Facts>): Promise<Facts> =>
  open(before.userId, { ...before, version: (versions += 1), ...given });

async function access(userId: string, courseId: string) {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { access { granted reason until via } } } }`;
  const variables = { of: [{ __typename: 'Course', id: courseId }] };
  const data = await house.data<{ found: [{ access: { granted: boolean; reason: string; via: string | null } }] }>(
    query,
    { viewer: person(userId), variables },
  );
  return data.found[0].access;
}

const enroll = (userId: string, courseId: string) =>
  house.make(enrollmentFactory, [{ viewer: person(userId), courseId }]);
const stays = async (userId: string, courseId: string) =>
  (
    await house
      .as()
      .db.query<{ status: string; carried: boolean }[]>(
        `SELECT status, carried_from_id IS NOT NULL AS carried FROM enrollment WHERE user_id = $1 AND course_id = $2 ORDER BY started_at, id`,
        [userId, courseId],
      )
  ).map(({ status, carried }) => `${status}${carried ? ' with progress' : ''}`);

it('a catalogue opens all courses of its seller, also later ones, by one row; no others', async () => {
  const [learner, organisationId] = [randomUUID(), randomUUID()];
  const [market, theirs] = [await course(), await course({ organisationId })];
  await open(learner);
  const later = await course();
  for (const { courseId } of [market, later])
    expect(await access(learner, courseId)).toMatchObject({ reason: 'NOT_ENROLLED', via: 'SUBSCRIPTION' });
  await enroll(learner, market.courseId);
  expect(await access(learner, market.courseId)).toMatchObject({
    granted: true,
    reason: 'ENROLLED',
    via: 'SUBSCRIPTION',
  });
  await expect(enroll(learner, theirs.courseId)).rejects.toThrow();
  expect(await house.as().db.countBy(SubscriptionAccess, { userId: learner })).toBe(1);
  const [{ count }] = await house
    .as()
    .db.query<[{ count: number }]>('SELECT count(*)::int AS count FROM entitlement WHERE user_id = $1', [learner]);
  expect(count).toBe(0);
});

it('a set of courses opens those; a seat says that it is one', async () => {
  const learner = randomUUID();
  const [inside, outside] = [await course(), await course()];
  await open(learner, { courseIds: [inside.courseId], source: 'SEAT' });
  expect(await access(learner, inside.courseId)).toMatchObject({ reason: 'NOT_ENROLLED', via: 'SEAT' });
  expect(await access(learner, outside.courseId)).toMatchObject({ reason: 'PAYMENT_REQUIRED' });
});

it('an older version changes nothing, in whatever order they arrive', async () => {
  const learner = randomUUID();
  const { courseId } = await course();
  const first = facts(learner);
  const second = { ...first, version: (versions += 1), endsAt: inDays(60) };
  await house.deliver('subscription.access.changed', second);
  const id = await house.deliver('subscription.access.changed', first);
  await house.deliver('subscription.access.changed', first, id);
  expect(await access(learner, courseId)).toMatchObject({ until: second.endsAt });
});

it('what runs out closes by itself, and the stay ends; subscribed again, it goes on with its progress', async () => {
  const learner = randomUUID();
  const { courseId, lessonIds } = await course({ lessons: [{}, {}] });
  const before = await open(learner);
  await enroll(learner, courseId);
  const record = `mutation ($input: RecordProgressInput!) { recordProgress(input: $input) { progress { percent } } }`;
  const event = { clientId: 'one', lessonId: lessonIds[0], kind: 'COMPLETED', at: house.clock.now().toISOString() };
  await house.data(record, { viewer: person(learner), variables: { input: { courseId, events: [event] } } });
  house.clock.advance({ days: 31 });
  expect(await access(learner, courseId)).toMatchObject({ granted: false, reason: 'EXPIRED', via: 'SUBSCRIPTION' });
  await closeSubscriptionAccess.run(house.as(), {});
  await closeSubscriptionAccess.run(house.as(), {});
  expect(await stays(learner, courseId)).toEqual(['EXPIRED']);
  await again(before, { endsAt: inDays(30) });
  expect(await stays(learner, courseId)).toEqual(['EXPIRED', 'ACTIVE with progress']);
  expect(await access(learner, courseId)).toMatchObject({ granted: true, via: 'SUBSCRIPTION' });
  const mine = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { viewerProgress { percent } } } }`;
  const variables = { of: [{ __typename: 'Course', id: courseId }] };
  expect(await house.data(mine, { viewer: person(learner), variables })).toEqual({
    found: [{ viewerProgress: { percent: 50 } }],
  });
});

it('who left a course themselves is not brought back', async () => {
  const learner = randomUUID();
  const { courseId } = await course();
  const before = await open(learner);
  await enroll(learner, courseId);
  await house.as(person(learner)).get(LeavingService).leave(courseId);
  await again(before, { endsAt: house.clock.now().toISOString() });
  house.clock.advance({ minutes: 1 });
  await again(before, { endsAt: inDays(30) });
  expect(await stays(learner, courseId)).toEqual(['LEFT']);
});

it('Many grants, one access: whichever of a purchase and a subscription ends first, the other goes on', async () => {
  for (const first of ['SUBSCRIPTION', 'ADMIN']) {
    const learner = randomUUID();
    const { courseId } = await course();
    const before = await open(learner);
    const grant = { userId: learner, courseId, source: EntitlementSource.ADMIN, expiresAt: new Date(inDays(3)) };
    await house.as().get(EntitlementService).grant(grant);
    await enroll(learner, courseId);
    if (first === 'SUBSCRIPTION') await again(before, { endsAt: house.clock.now().toISOString() });
    else house.clock.advance({ days: 4 });
    await closeSubscriptionAccess.run(house.as(), {});
    await endExpiredEnrollments.run(house.as(), {});
    expect(await stays(learner, courseId)).toEqual(['ACTIVE']);
    const via = first === 'SUBSCRIPTION' ? 'ADMIN' : 'SUBSCRIPTION';
    expect(await access(learner, courseId)).toMatchObject({ granted: true, via });
    house.clock.advance({ days: 40 });
    await closeSubscriptionAccess.run(house.as(), {});
    await endExpiredEnrollments.run(house.as(), {});
    expect(await stays(learner, courseId)).toEqual(['EXPIRED']);
  }
});

it('a smaller plan ends the stays that it does not open, and no others; with the larger one again they go on', async () => {
  const learner = randomUUID();
  const [kept, dropped, bought] = [await course(), await course(), await course()];
  const before = await open(learner, { courseIds: [kept.courseId, dropped.courseId, bought.courseId] });
  const grant = { userId: learner, courseId: bought.courseId, source: EntitlementSource.ADMIN, expiresAt: null };
  await house.as().get(EntitlementService).grant(grant);
  for (const { courseId } of [kept, dropped, bought]) await enroll(learner, courseId);
  const smaller = { ...before, version: (versions += 1), courseIds: [kept.courseId] };
  await house.as().transaction((tx) => tx.get(SubscriptionAccessService).take(smaller));
  expect(await house.emitted('enrollment.ended')).toMatchObject([{ courseId: dropped.courseId, userId: learner }]);
  expect(await access(learner, dropped.courseId)).toMatchObject({ granted: false, reason: 'PAYMENT_REQUIRED' });
  for (const { courseId } of [kept, bought]) expect(await stays(learner, courseId)).toEqual(['ACTIVE']);
  await again(before, {});
  expect(await stays(learner, dropped.courseId)).toEqual(['EXPIRED', 'ACTIVE with progress']);
  await again(before, { courseIds: [kept.courseId], endsAt: house.clock.now().toISOString() });
  expect(await stays(learner, dropped.courseId)).toEqual(['EXPIRED', 'EXPIRED with progress']);
  expect(await stays(learner, kept.courseId)).toEqual(['EXPIRED']);
});

it('a free course stays open when the subscription ends', async () => {
  const learner = randomUUID();
  const { courseId } = await course({ prices: free });
  const before = await open(learner);
  await enroll(learner, courseId);
  await again(before, { endsAt: house.clock.now().toISOString() });
  expect(await access(learner, courseId)).toMatchObject({ granted: true, via: 'FREE' });
});

it('Seats: who comes back takes a seat that is free; where none is, they enrol when there is one', async () => {
  const { courseId } = await course({ runs: [{ kind: 'SELF_PACED', capacity: 1 }] });
  const [first, second] = [randomUUID(), randomUUID()];
  const before = await open(first);
  await open(second);
  await enroll(first, courseId);
  await again(before, { endsAt: house.clock.now().toISOString() });
  await enroll(second, courseId);
  await again(before, { endsAt: inDays(30) });
  expect(await stays(first, courseId)).toEqual(['EXPIRED']);
  expect(await access(first, courseId)).toMatchObject({ granted: false, reason: 'NOT_ENROLLED', via: 'SUBSCRIPTION' });
});

it('N+1: access to twenty courses costs as many statements as to one', async () => {
  const learner = randomUUID();
  await open(learner);
  const made = await house.make(
    courseFactory,
    Array.from({ length: 20 }, () => ({ prices: paid })),
  );
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Course { access { granted via } } } }`;
  const statements = (count: number) =>
    house.statements(query, {
      viewer: person(learner),
      variables: { of: made.slice(0, count).map(({ courseId: id }) => ({ __typename: 'Course', id })) },
    });
  expect(await statements(20)).toBe(await statements(1));
});
