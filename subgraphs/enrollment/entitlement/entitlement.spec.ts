import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory, paid } from '../course/course.factory';
import { endExpiredEnrollments } from '../enrollment/leaving.service';
import { EnrollingService } from '../enrollment/enrolling.service';
import { EntitlementSource } from './entitlement.entity';
import { EntitlementService } from './entitlement.service';

const house = subgraphTest(enrollment);
const admin = administrator(randomUUID());
const { ORDER, GIFT, SUBSCRIPTION, SEAT } = EntitlementSource;

async function paidCourse(): Promise<string> {
  const [course] = await house.make(courseFactory, [{ prices: paid }]);
  return course!.courseId;
}

const service = (viewer: Viewer = admin) => house.as(viewer).get(EntitlementService);
const enroll = (viewer: Viewer, courseId: string) => house.as(viewer).get(EnrollingService).enroll({ courseId });

async function access(viewer: Viewer, courseId: string) {
  const query = `query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Course { access { granted reason until via } viewerEnrollment { status } } } }`;
  type Read = {
    access: { granted: boolean; reason: string; until: string | null; via: string | null };
    viewerEnrollment: { status: string } | null;
  };
  const data = await house.data<{ found: [Read] }>(query, {
    viewer,
    variables: { of: [{ __typename: 'Course', id: courseId }] },
  });
  return data.found[0];
}

/** Every order of two grants and their revocations in which nothing is revoked before it is granted. */
function orders(): string[][] {
  const all = permutations(['grant A', 'revoke A', 'grant B', 'revoke B']);
  return all.filter(
    (order) =>
      order.indexOf('grant A') < order.indexOf('revoke A') && order.indexOf('grant B') < order.indexOf('revoke B'),
  );
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

it.each(orders())('Many grants, one access: %s, %s, %s, %s', async (...steps: string[]) => {
  for (const [a, b] of [
    [ORDER, GIFT],
    [SUBSCRIPTION, SEAT],
    [ORDER, ORDER],
  ] as const) {
    const courseId = await paidCourse();
    const learner = person(randomUUID());
    const live = new Map<string, string>();
    for (const step of steps) {
      house.clock.advance({ seconds: 1 });
      const [verb, name] = step.split(' ') as ['grant' | 'revoke', 'A' | 'B'];
      if (verb === 'grant')
        live.set(
          name,
          (
            await service().grant({
              userId: learner.id!,
              courseId,
              source: name === 'A' ? a : b,
              sourceReference: name,
            })
          ).id,
        );
      else {
        await service().revoke({ id: live.get(name)! });
        live.delete(name);
      }
      if (live.size > 0 && verb === 'grant') await enroll(learner, courseId);
      const { access: seen, viewerEnrollment } = await access(learner, courseId);
      expect({ step, granted: seen.granted, status: viewerEnrollment?.status }).toEqual({
        step,
        granted: live.size > 0,
        status: live.size > 0 ? 'ACTIVE' : undefined,
      });
    }
    expect((await access(learner, courseId)).access.reason).toBe('REVOKED');
  }
});

it('Many grants, one access: a grant and a revocation at once end in what is live', async () => {
  for (let round = 0; round < 5; round += 1) {
    const courseId = await paidCourse();
    const learner = person(randomUUID());
    const first = await service().grant({ userId: learner.id!, courseId, source: ORDER });
    await enroll(learner, courseId);
    await Promise.all([
      service().revoke({ id: first.id }),
      service().grant({ userId: learner.id!, courseId, source: GIFT }),
    ]);
    await enroll(learner, courseId);
    expect((await access(learner, courseId)).access).toMatchObject({ granted: true, via: 'GIFT' });
  }
});

it('a course that was free stays open to who enrolled then', async () => {
  const [course] = await house.make(courseFactory, [{}]);
  const { lessonIds: _lessonIds, ...facts } = course!;
  const learner = person(randomUUID());
  await enroll(learner, facts.courseId);
  await house.deliver('course.changed', { ...facts, version: 2, prices: paid });
  expect((await access(learner, facts.courseId)).access).toMatchObject({ granted: true, via: 'FREE', until: null });
  expect((await access(person(randomUUID()), facts.courseId)).access.reason).toBe('PAYMENT_REQUIRED');
});

it('ends at the instant it expires; the enrolment follows within the minute, unless something else lives', async () => {
  const courseId = await paidCourse();
  const [one, other] = [person(randomUUID()), person(randomUUID())];
  const expiresAt = new Date(house.clock.now().getTime() + 3_600_000);
  for (const learner of [one, other]) {
    await service().grant({ userId: learner.id!, courseId, source: SUBSCRIPTION, expiresAt });
    await enroll(learner, courseId);
  }
  await service().grant({ userId: other.id!, courseId, source: GIFT });
  expect((await access(one, courseId)).access).toMatchObject({
    granted: true,
    until: expiresAt.toISOString(),
    via: 'SUBSCRIPTION',
  });
  expect((await access(other, courseId)).access).toMatchObject({ granted: true, until: null, via: 'GIFT' });
  house.clock.set(new Date(expiresAt.getTime() - 1));
  await endExpiredEnrollments.run(house.as(), {});
  expect((await access(one, courseId)).access.granted).toBe(true);
  house.clock.set(expiresAt);
  expect((await access(one, courseId)).access).toMatchObject({
    granted: false,
    reason: 'EXPIRED',
    via: 'SUBSCRIPTION',
  });
  await endExpiredEnrollments.run(house.as(), {});
  await endExpiredEnrollments.run(house.as(), {});
  expect((await access(one, courseId)).viewerEnrollment).toBeNull();
  expect((await access(other, courseId)).viewerEnrollment).toEqual({ status: 'ACTIVE' });
  const ended = await house.emitted('enrollment.ended');
  expect(ended.filter((event) => event.userId === one.id)).toEqual([expect.objectContaining({ reason: 'EXPIRED' })]);
  expect(ended.filter((event) => event.userId === other.id)).toEqual([]);
});

it('a grant that begins later counts from then', async () => {
  const courseId = await paidCourse();
  const learner = person(randomUUID());
  const startsAt = new Date(house.clock.now().getTime() + 3_600_000);
  await service().grant({ userId: learner.id!, courseId, source: GIFT, startsAt });
  expect(await enroll(learner, courseId)).toMatchObject({ code: 'PAYMENT_REQUIRED' });
  house.clock.set(startsAt);
  expect((await access(learner, courseId)).access).toMatchObject({
    granted: false,
    reason: 'NOT_ENROLLED',
    via: 'GIFT',
  });
});

it('the same order line grants once, and not again after its refund', async () => {
  const courseId = await paidCourse();
  const input = { userId: randomUUID(), courseId, source: ORDER, sourceReference: 'line-1' };
  const [first, second] = await Promise.all([service().grant(input), service().grant(input)]);
  expect(second.id).toBe(first.id);
  await service().revoke({ id: first.id });
  await expect(service().grant(input)).rejects.toMatchObject({ code: 'ENTITLEMENT_REVOKED' });
  await expect(service().revoke({ id: first.id })).rejects.toMatchObject({ code: 'ENTITLEMENT_REVOKED' });
});

it('refuses a period that is none, and a stale revocation', async () => {
  const courseId = await paidCourse();
  const now = house.clock.now();
  const give = (over: object) => service().grant({ userId: randomUUID(), courseId, source: GIFT, ...over });
  await expect(give({ expiresAt: now })).rejects.toMatchObject({ code: 'BAD_PERIOD' });
  await expect(
    give({ startsAt: new Date(now.getTime() + 2_000), expiresAt: new Date(now.getTime() + 1_000) }),
  ).rejects.toMatchObject({ code: 'BAD_PERIOD' });
  const { id } = await give({});
  await expect(service().revoke({ id, expectedVersion: 9 })).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('Existence: granting needs enrollment.manage at the course; teaching it is not enough', async () => {
  const teacher = person(randomUUID());
  const [course] = await house.make(courseFactory, [{ prices: paid, instructorIds: [teacher.id!] }]);
  const give = (viewer: Viewer) =>
    service(viewer).grant({ userId: randomUUID(), courseId: course!.courseId, source: GIFT });
  await expect(give(teacher)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(give(person(randomUUID()))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const support = person(randomUUID(), {
    grants: [grant('support', ['enrollment.manage'], { resource: `Course:${course!.courseId}` })],
  });
  await expect(give(support)).resolves.toMatchObject({ source: 'GIFT' });
});

it('Existence: an entitlement answers its owner and managers, by id and through _entities', async () => {
  const teacher = person(randomUUID());
  const [course] = await house.make(courseFactory, [{ prices: paid, instructorIds: [teacher.id!] }]);
  const owner = person(randomUUID());
  const { id } = await service().grant({ userId: owner.id!, courseId: course!.courseId, source: ORDER });
  const byId = (viewer: Viewer, of: string) =>
    house.run(`query ($id: ID!) { entitlement(id: $id) { id user { id } course { id } } }`, {
      viewer,
      variables: { id: of },
    });
  const byReference = (viewer: Viewer, of: string) =>
    house.run(`query ($of: [_Any!]!) { found: _entities(representations: $of) { ... on Entitlement { id } } }`, {
      viewer,
      variables: { of: [{ __typename: 'Entitlement', id: of }] },
    });
  for (const viewer of [owner, admin]) {
    expect((await byId(viewer, id)).data).toMatchObject({ entitlement: { id } });
    expect((await byReference(viewer, id)).data).toEqual({ found: [{ id }] });
  }
  for (const viewer of [teacher, person(randomUUID())]) {
    expect(await byId(viewer, id)).toEqual(await byId(viewer, randomUUID()));
    expect(await byReference(viewer, id)).toEqual(await byReference(viewer, randomUUID()));
  }
});
