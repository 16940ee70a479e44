import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { lessons } from '..';
import { CurriculumService } from '../curriculum/curriculum.service';
import { LessonService } from '../lesson/lesson.service';
import { SectionService } from '../section/section.service';
import { enrollmentFacts } from '../testing/learner';
import { courseFactory } from '../testing/lessons.factory';
import { Lesson } from '../lesson/lesson.entity';
import { ReleaseRuleService } from './release-rule.service';

const house = subgraphTest(lessons);

async function make() {
  const [course] = await house.make(courseFactory, [
    { sections: [[{ title: 'A' }, { title: 'B' }], [{ title: 'C' }]] },
  ]);
  const { id, instructorId, sections, lessons: made } = course!;
  const editor = person(instructorId);
  const [a, b, c] = made.map((lesson) => lesson.id) as [string, string, string];
  const rules = () => house.as(editor).get(ReleaseRuleService);
  const waitFor = (lessonId: string, ...others: string[]) =>
    rules().set({ lessonId, rules: others.map((afterLessonId) => ({ afterLessonId })) });
  const publish = () => house.as(editor).get(CurriculumService).publish({ courseId: id });
  const enroll = async (startedAt = house.clock.now()) => {
    const learner = person(randomUUID());
    await house.deliver('enrollment.started', enrollmentFacts(learner.id!, id, startedAt.toISOString()));
    const complete = (lessonId: string) =>
      house.deliver('lesson.completed', {
        userId: learner.id!,
        courseId: id,
        lessonId,
        completedAt: house.clock.now().toISOString(),
      });
    return { learner, complete };
  };
  return { id, editor, sections, a, b, c, rules, waitFor, publish, enroll };
}

async function release(id: string, viewer: Viewer) {
  const query = `query ($id: ID!) { lesson(id: $id) { body release { isReleased at waitingFor { title } } } }`;
  const { lesson } = await house.data<{ lesson: { body: string | null; release: object | null } }>(query, {
    viewer,
    variables: { id },
  });
  return { ...lesson.release, isReadable: lesson.body !== null };
}

it('drip, prerequisites: a lesson opens after another, and for nobody else', async () => {
  const { a, b, waitFor, publish, enroll } = await make();
  await waitFor(b, a);
  await publish();
  const { learner, complete } = await enroll();
  const stranger = await enroll();
  expect(await release(b, learner)).toEqual({
    isReleased: false,
    at: null,
    waitingFor: [{ title: 'A' }],
    isReadable: false,
  });
  await complete(a);
  expect(await release(b, learner)).toEqual({ isReleased: true, at: null, waitingFor: [], isReadable: true });
  expect(await release(b, stranger.learner)).toMatchObject({ isReleased: false, isReadable: false });
  expect(await release(b, person(randomUUID()))).toEqual({ isReadable: false });
});

it('drip, prerequisites: a later rule never locks a completed lesson', async () => {
  const { a, b, waitFor, publish, enroll } = await make();
  const { learner, complete } = await enroll();
  await complete(b);
  await waitFor(b, a);
  await publish();
  expect(await release(b, learner)).toMatchObject({ isReleased: true, isReadable: true });
});

it('drip, prerequisites: rules count from their publication on', async () => {
  const { a, b, waitFor, publish, enroll } = await make();
  const { learner } = await enroll();
  await waitFor(b, a);
  expect(await release(b, learner)).toMatchObject({ isReleased: true });
  await publish();
  expect(await release(b, learner)).toMatchObject({ isReleased: false });
});

it('drip, prerequisites: a circle is refused, and named', async () => {
  const { a, b, c, waitFor } = await make();
  await waitFor(b, a);
  await waitFor(c, b);
  await expect(waitFor(a, c)).rejects.toMatchObject({
    code: 'PREREQUISITE_CYCLE',
    facts: { cycle: [a, c, b], titles: ['A', 'C', 'B'] },
  });
  await expect(waitFor(a, a)).rejects.toMatchObject({ code: 'PREREQUISITE_CYCLE', facts: { cycle: [a] } });
});

it('drip, prerequisites: two rules set at once never make a circle', async () => {
  const { a, b, waitFor } = await make();
  const rules = await Promise.allSettled([waitFor(a, b), waitFor(b, a)]);
  expect(rules.map((rule) => rule.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(rules.find((rule) => rule.status === 'rejected')).toMatchObject({ reason: { code: 'PREREQUISITE_CYCLE' } });
});

it('drip, prerequisites: a rule and the deletion of its lesson at once leave nothing that waits for ever', async () => {
  const { a, b, editor, waitFor } = await make();
  const remove = house.as(editor).get(LessonService).delete({ id: a });
  const both = await Promise.allSettled([waitFor(b, a), remove]);
  expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

it('waits for lessons of its own course only', async () => {
  const { a, waitFor } = await make();
  const other = await make();
  const refusal = {
    code: 'BAD_INPUT',
    facts: { fields: { 'input.rules.0.afterLessonId': 'There is no such lesson in this course.' } },
  };
  await expect(waitFor(a, other.a)).rejects.toMatchObject(refusal);
  await expect(waitFor(a, randomUUID())).rejects.toMatchObject(refusal);
});

it('what other lessons wait for is not deleted, unless they go too', async () => {
  const { a, b, c, editor, sections, waitFor } = await make();
  await waitFor(b, a);
  await waitFor(c, b);
  const dependants = { code: 'LESSON_IS_PREREQUISITE', facts: { lessonIds: [b], titles: ['B'] } };
  await expect(house.as(editor).get(LessonService).delete({ id: a })).rejects.toMatchObject(dependants);
  const remove = () => house.as(editor).get(SectionService).delete({ id: sections[0]!.id, withLessons: true });
  await expect(remove()).rejects.toMatchObject({ code: 'LESSON_IS_PREREQUISITE', facts: { lessonIds: [c] } });
  await waitFor(c);
  await remove();
});

describe('late and DST', () => {
  const berlin = 'Europe/Berlin';

  it.each([
    ['a time before the clock goes forward', '2026-03-29T01:59', '2026-03-29T00:59:00.000Z'],
    ['a time that does not exist', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['a time after the clock went forward', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['a time that exists twice', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['a time after the clock went back', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
  ])('late and DST: %s', async (_, local, instant) => {
    const { a, rules, publish, enroll } = await make();
    await rules().set({ lessonId: a, rules: [{ at: { local, zone: berlin } }] });
    await publish();
    const query = `query ($id: ID!) { lesson(id: $id) { releaseRules { ... on ReleaseAt { local zone instant } } } }`;
    expect(await house.data(query, { variables: { id: a } })).toEqual({
      lesson: { releaseRules: [{ local, zone: berlin, instant }] },
    });
    const { learner } = await enroll();
    house.clock.set(new Date(Date.parse(instant) - 1));
    expect(await release(a, learner)).toMatchObject({ isReleased: false, at: instant, isReadable: false });
    house.clock.set(instant);
    expect(await release(a, learner)).toMatchObject({ isReleased: true, at: instant, isReadable: true });
  });

  it('late and DST: days after enrolment are calendar days over both edges', async () => {
    const { a, rules, publish, enroll } = await make();
    await rules().set({ lessonId: a, rules: [{ afterDays: { days: 1, zone: berlin } }] });
    await publish();
    const spring = await enroll(new Date('2026-03-28T09:00:00+01:00'));
    const autumn = await enroll(new Date('2026-10-24T09:00:00+02:00'));
    expect(await release(a, spring.learner)).toMatchObject({ at: '2026-03-29T07:00:00.000Z' });
    expect(await release(a, autumn.learner)).toMatchObject({ at: '2026-10-25T08:00:00.000Z' });
  });

  it.each([
    ['an unknown zone', { local: '2026-03-29T02:30', zone: 'Mars/Olympus' }],
    ['an offset in place of a zone', { local: '2026-03-29T02:30', zone: '+02:00' }],
    ['the zone of our machine', { local: '2026-03-29T02:30', zone: 'local' }],
    ['a day that does not exist', { local: '2026-02-30T09:00', zone: berlin }],
    ['an hour that does not exist', { local: '2026-02-01T25:00', zone: berlin }],
    ['an instant in place of a wall-clock time', { local: '2026-03-29T02:30Z', zone: berlin }],
    ['nothing', { local: '', zone: '' }],
  ])('late and DST: refuses %s', async (_, at) => {
    const { a, editor } = await make();
    const set = `mutation ($input: SetReleaseRulesInput!) { setReleaseRules(input: $input) { lesson { id } } }`;
    const result = await house.run(set, { viewer: editor, variables: { input: { lessonId: a, rules: [{ at }] } } });
    expect(result.errors?.map((error) => error.extensions?.['code'])).toEqual(['BAD_INPUT']);
  });
});

it('takes exactly one of the three kinds', async () => {
  const { a, b, rules } = await make();
  const afterDays = { days: 1, zone: 'UTC' };
  for (const rule of [{}, { afterLessonId: b, afterDays }]) {
    const set = async () => rules().set({ lessonId: a, rules: [rule] });
    await expect(set()).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
});

it('shows the rules with the lesson that is waited for', async () => {
  const { a, b, editor, waitFor } = await make();
  await waitFor(b, a);
  const query = `query ($id: ID!) { lesson(id: $id) { releaseRules { __typename ... on ReleaseAfterLesson { lesson { title } } } } }`;
  const data = await house.data(query, { viewer: editor, variables: { id: b } });
  expect(data).toEqual({ lesson: { releaseRules: [{ __typename: 'ReleaseAfterLesson', lesson: { title: 'A' } }] } });
  const stored = await house.as().db.findOneByOrFail(Lesson, { id: b });
  expect(stored.releaseRules).toEqual([{ kind: 'AFTER_LESSON', lessonId: a }]);
});
