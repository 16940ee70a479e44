import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import { enrollment } from '..';
import { courseFactory, paid } from '../course/course.factory';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { EntitlementService } from '../entitlement/entitlement.service';
import { enrollmentFactory } from '../enrollment/enrollment.factory';
import { Learning, RECORD } from '../testing/learning';

const house = subgraphTest(enrollment);
const learning = new Learning(house);

it('Watch ranges: forged ranges and a declaration gain nothing', async () => {
  const { learner, courseId, lessonIds } = await learning.learnerIn({ lessons: [{ kind: 'VIDEO', seconds: 600 }] });
  const video = lessonIds[0]!;
  house.clock.advance({ seconds: 10 });
  const whole = [{ from: 0, to: 600 }];
  const forged = [
    learning.event(video, 'WATCHED', learning.later(0), { viewingId: 'never opened', ranges: whole }),
    learning.event(video, 'OPENED', learning.later(-10)),
    learning.event(video, 'WATCHED', learning.later(0), { ranges: whole }),
    learning.event(video, 'WATCHED', learning.later(0), { ranges: [{ from: 0, to: 1e9 }] }),
    learning.event(video, 'WATCHED', learning.later(86_400), { ranges: whole }),
    ...Array.from({ length: 20 }, (_, index) =>
      learning.event(video, 'OPENED', learning.later(-10), { viewingId: `tab ${index}` }),
    ),
    ...Array.from({ length: 20 }, (_, index) =>
      learning.event(video, 'WATCHED', learning.later(0), {
        viewingId: `tab ${index}`,
        ranges: [{ from: index * 30, to: index * 30 + 30 }],
      }),
    ),
    learning.completed(video),
  ];
  const { progress, lessons } = await learning.record(learner, courseId, forged);
  expect(progress).toMatchObject({
    percent: 0,
    completedAt: null,
    explain: { lessons: [{ why: 'Watched 3 % of the 90 % that it takes.' }] },
  });
  expect(lessons[0]?.viewerProgress).toMatchObject({ watchedSeconds: 20, completedAt: null });
});

it('Watch ranges: an honest viewer completes at 90 %', async () => {
  const { learner, courseId, lessonIds } = await learning.learnerIn({ lessons: [{ kind: 'VIDEO', seconds: 100 }] });
  const video = lessonIds[0]!;
  await learning.record(learner, courseId, [learning.event(video, 'OPENED')]);
  for (let from = 0; from < 90; from += 10) {
    house.clock.advance({ seconds: 10 });
    const { progress } = await learning.record(learner, courseId, [
      learning.event(video, 'WATCHED', learning.later(0), { ranges: [{ from, to: from + 10 }] }),
    ]);
    expect(progress.percent).toBe(from === 80 ? 100 : 0);
    if (from < 80) expect(progress.resumeAt).toEqual({ lesson: { id: video }, position: from + 10 });
  }
});

it('a future time counts as now; a time before the enrolment and a foreign lesson are rejected one by one', async () => {
  const other = await learning.learnerIn({ lessons: [{}] });
  const { learner, courseId, lessonIds } = await learning.learnerIn({ lessons: [{}, {}] });
  house.clock.advance({ minutes: 5 });
  const [future, past, foreign] = [
    learning.completed(lessonIds[0]!, learning.later(9_999_999)),
    learning.completed(lessonIds[1]!, learning.later(-301)),
    learning.completed(other.lessonIds[0]!),
  ];
  const outcome = await learning.record(learner, courseId, [future, past, foreign]);
  expect(outcome.accepted).toBe(1);
  expect(outcome.rejected.map(({ clientId, code }) => [clientId, code])).toEqual([
    [past.clientId, 'BEFORE_ENROLLMENT'],
    [foreign.clientId, 'LESSON_NOT_FOUND'],
  ]);
  expect(outcome.lessons).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        id: lessonIds[0],
        viewerProgress: expect.objectContaining({ completedAt: house.clock.now().toISOString() }),
      }),
    ]),
  );
});

it('Drip, prerequisites: a locked lesson gains nothing, and says so, until its time', async () => {
  const gate = randomUUID();
  const at = new Date(house.clock.now().getTime() + 86_400_000).toISOString();
  const { learner, courseId, lessonIds } = await learning.learnerIn({
    lessons: [
      { id: gate },
      { rules: [{ kind: 'AFTER_LESSON', lessonId: gate }] },
      { rules: [{ kind: 'AT', local: at.slice(0, 16), zone: 'UTC', instant: at }] },
    ],
  });
  house.clock.advance({ minutes: 5 });
  const early = [learning.completed(lessonIds[1]!), learning.completed(lessonIds[2]!, learning.later(90_000))];
  const outcome = await learning.record(learner, courseId, early);
  expect(outcome.progress.percent).toBe(0);
  expect(outcome.rejected.map(({ clientId, code }) => [clientId, code])).toEqual(
    early.map(({ clientId }) => [clientId, 'LESSON_LOCKED']),
  );
  house.clock.advance({ days: 2 });
  expect(
    (
      await learning.record(learner, courseId, [
        learning.completed(gate),
        learning.completed(lessonIds[1]!),
        learning.completed(lessonIds[2]!),
      ])
    ).progress.percent,
  ).toBe(100);
});

it('who is not enrolled, no longer entitled, or a stranger records nothing', async () => {
  const [course] = await house.make(courseFactory, [{ prices: paid, lessons: [{}] }]);
  const learner = person(randomUUID());
  const expiresAt = learning.later(60);
  const admin = administrator(randomUUID());
  const refusal = async (viewer?: Viewer) => {
    const variables = { input: { courseId: course!.courseId, events: [learning.completed(course!.lessonIds[0]!)] } };
    return (await house.run(RECORD, { ...(viewer ? { viewer } : {}), variables })).errors?.[0]?.extensions?.['code'];
  };
  expect(await refusal()).toBe('UNAUTHENTICATED');
  expect(await refusal(learner)).toBe('NOT_ENROLLED');
  await house
    .as(admin)
    .get(EntitlementService)
    .grant({ userId: learner.id!, courseId: course!.courseId, source: EntitlementSource.GIFT, expiresAt });
  await house.make(enrollmentFactory, [{ viewer: learner, courseId: course!.courseId }]);
  expect(await refusal(learner)).toBeUndefined();
  house.clock.set(expiresAt);
  expect(await refusal(learner)).toBe('ENTITLEMENT_REQUIRED');
});
