import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, person } from '../../../kit/testing/viewers';
import type { Viewer } from '../../../kit/identity/viewer';
import { courses } from '..';
import { Course } from '../course/course.entity';
import { courseFactory } from '../course/course.factory';
import { learnerFactory } from '../learner/learner.factory';
import { Review } from './review.entity';
import { reviewFactory } from './review.factory';
import { ReviewService } from './review.service';

const house = subgraphTest(courses);
const reviews = (viewer: Viewer) => house.as(viewer).get(ReviewService);
const readCourse = (id: string) => house.as().db.findOneByOrFail(Course, { id });

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [given]);
  return course!;
}

async function learnerOf(course: Course, endedAt?: Date): Promise<Viewer> {
  const learner = person(randomUUID(), course.organisationId ? { organisations: [course.organisationId] } : {});
  await house.make(learnerFactory, [{ course, userId: learner.id!, ...(endedAt && { endedAt }) }]);
  return learner;
}

describe('Reviews: one per enrolled user', () => {
  it('who is or was enrolled reviews; who never was, or teaches, or is a stranger to the course, does not', async () => {
    const teacher = person(randomUUID());
    const course = await one({ taughtBy: [teacher.id!] });
    await house.make(learnerFactory, [{ course, userId: teacher.id! }]);
    const input = { courseId: course.id, stars: 5 };
    for (const learner of [await learnerOf(course), await learnerOf(course, house.clock.now())])
      await reviews(learner).post(input);
    await expect(reviews(person(randomUUID())).post(input)).rejects.toMatchObject({ code: 'REVIEW_NOT_ALLOWED' });
    await expect(reviews(teacher).post(input)).rejects.toMatchObject({ code: 'REVIEW_NOT_ALLOWED' });
    const draft = await one({ status: 'DRAFT' });
    await expect(reviews(await learnerOf(draft)).post({ courseId: draft.id, stars: 1 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(
      (
        await house.run(`mutation ($input: PostReviewInput!) { postReview(input: $input) { review { id } } }`, {
          variables: { input },
        })
      ).errors?.[0]?.extensions,
    ).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('of ten at once by one person, one stands', async () => {
    const course = await one();
    const learner = await learnerOf(course);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => reviews(learner).post({ courseId: course.id, stars: 4 })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const refused of tries.filter((attempt) => attempt.status === 'rejected'))
      expect(refused.reason).toMatchObject({ code: 'ALREADY_REVIEWED' });
    expect(await readCourse(course.id)).toMatchObject({ ratingCount: 1, ratingAverage: 4 });
  });

  it('is told once, with its stars', async () => {
    const course = await one();
    const learner = await learnerOf(course);
    const review = await reviews(learner).post({ courseId: course.id, stars: 2, comment: ' Hm. ' });
    expect(review.comment).toBe('Hm.');
    const told = (await house.emitted('review.posted')).filter(({ courseId }) => courseId === course.id);
    expect(told).toEqual([{ reviewId: review.id, courseId: course.id, authorId: learner.id, stars: 2 }]);
  });
});

describe('Reviews: the aggregate comes from rows', () => {
  it('twenty people at once are all counted, and no edit of the course is disturbed', async () => {
    const course = await one();
    const learners = await Promise.all(Array.from({ length: 20 }, () => learnerOf(course)));
    await Promise.all(
      learners.map((learner, index) => reviews(learner).post({ courseId: course.id, stars: (index % 5) + 1 })),
    );
    expect(await readCourse(course.id)).toMatchObject({
      ratingCount: 20,
      ratingAverage: 3,
      ratingHistogram: [4, 4, 4, 4, 4],
      version: course.version,
    });
  });

  it('follows edits and deletions, at once too, down to no rating at all', async () => {
    const course = await one();
    const learners = await Promise.all(Array.from({ length: 6 }, () => learnerOf(course)));
    const posted = await Promise.all(
      learners.map((learner) => reviews(learner).post({ courseId: course.id, stars: 5 })),
    );
    await Promise.all(
      posted.map((review, index) => {
        const service = reviews(learners[index]!);
        return index % 2 ? service.delete(review.id) : service.update({ id: review.id, stars: 1, expectedVersion: 1 });
      }),
    );
    expect(await readCourse(course.id)).toMatchObject({
      ratingCount: 3,
      ratingAverage: 1,
      ratingHistogram: [3, 0, 0, 0, 0],
    });
    for (const index of [0, 2, 4]) await reviews(learners[index]!).delete(posted[index]!.id);
    const query = `query ($id: ID!) { course(id: $id) { ratingAverage ratingCount ratingHistogram { stars count } } }`;
    expect(await house.data(query, { variables: { id: course.id } })).toEqual({
      course: {
        ratingAverage: null,
        ratingCount: 0,
        ratingHistogram: [5, 4, 3, 2, 1].map((stars) => ({ stars, count: 0 })),
      },
    });
    await expect(reviews(learners[0]!).post({ courseId: course.id, stars: 3 })).resolves.toMatchObject({ stars: 3 });
  });
});

describe('a review', () => {
  it('is changed by its author only; deleted by a moderator, too', async () => {
    const course = await one();
    const author = await learnerOf(course);
    const other = await learnerOf(course);
    const review = await reviews(author).post({ courseId: course.id, stars: 5, comment: 'Good' });
    await expect(reviews(other).update({ id: review.id, stars: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reviews(other).delete(review.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reviews(author).update({ id: review.id, stars: 1, expectedVersion: 9 })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await reviews(author).update({ id: review.id, comment: null })).toMatchObject({ stars: 5, comment: null });
    await expect(reviews(administrator(randomUUID())).delete(review.id)).resolves.toBe(course.id);
  });

  it('is answered by those who teach the course', async () => {
    const teacher = person(randomUUID());
    const course = await one({ taughtBy: [teacher.id!] });
    const [review] = await house.make(reviewFactory, [{ course }]);
    await expect(reviews(await learnerOf(course)).reply({ reviewId: review!.id, text: 'No' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await reviews(teacher).reply({ reviewId: review!.id, text: 'Thank you' });
    const read = () =>
      house.data(`query ($id: ID!) { review(id: $id) { reply { text author { id } } } }`, {
        variables: { id: review!.id },
      });
    expect(await read()).toEqual({ review: { reply: { text: 'Thank you', author: { id: teacher.id } } } });
    await reviews(teacher).reply({ reviewId: review!.id, text: null });
    expect(await read()).toEqual({ review: { reply: null } });
  });

  it('collects helpful votes from rows: one per person, none from its author', async () => {
    const course = await one();
    const author = person(randomUUID());
    const [review] = await house.make(reviewFactory, [{ course, authorId: author.id! }]);
    const voters = Array.from({ length: 8 }, () => person(randomUUID()));
    await Promise.all([...voters, ...voters].map((voter) => reviews(voter).vote(review!.id, true)));
    expect(await house.as().db.findOneByOrFail(Review, { id: review!.id })).toMatchObject({
      helpfulCount: 8,
      version: 1,
    });
    expect(await reviews(voters[0]!).vote(review!.id, false)).toMatchObject({ helpfulCount: 7 });
    expect(await reviews(voters[0]!).vote(review!.id, false)).toMatchObject({ helpfulCount: 7 });
    await expect(reviews(author).vote(review!.id, true)).rejects.toMatchObject({ code: 'OWN_REVIEW' });
    const read = (viewer: Viewer) =>
      house.data(`query ($id: ID!) { review(id: $id) { viewerFoundHelpful } }`, {
        viewer,
        variables: { id: review!.id },
      });
    expect([await read(voters[0]!), await read(voters[1]!)]).toEqual([
      { review: { viewerFoundHelpful: false } },
      { review: { viewerFoundHelpful: true } },
    ]);
  });
});

it('lists a course’s reviews by every order, and by stars and comment', async () => {
  const course = await one();
  const list = async (args: string) => {
    const query = `query ($id: ID!) { course(id: $id) { reviews(${args}) { nodes { stars } totalCount } } }`;
    const data = await house.data<{ course: { reviews: { nodes: { stars: number }[]; totalCount: number } } }>(query, {
      variables: { id: course.id },
    });
    expect(data.course.reviews.totalCount).toBe(data.course.reviews.nodes.length);
    return data.course.reviews.nodes.map(({ stars }) => stars);
  };
  for (const [stars, comment] of [
    [3, 'Middling'],
    [5, undefined],
    [1, 'Bad'],
  ] as const) {
    house.clock.advance({ minutes: 1 });
    const [review] = await house.make(reviewFactory, [{ course, stars, ...(comment && { comment }) }]);
    if (stars === 3) await reviews(person(randomUUID())).vote(review!.id, true);
  }
  expect(await list('orderBy: NEWEST')).toEqual([1, 5, 3]);
  expect((await list('orderBy: HELPFUL'))[0]).toBe(3);
  expect(await list('orderBy: HIGHEST')).toEqual([5, 3, 1]);
  expect(await list('orderBy: LOWEST')).toEqual([1, 3, 5]);
  expect(await list('filter: { hasComment: true }')).toEqual([1, 3]);
  expect(await list('filter: { stars: [1, 5] }')).toEqual([1, 5]);
});

it('tenant and existence: a walled course’s reviews are not there', async () => {
  const course = await one({ organisationId: randomUUID() });
  const [review] = await house.make(reviewFactory, [{ course }]);
  const stranger = person(randomUUID());
  const read = (id: string) =>
    house.run(`query ($id: ID!) { review(id: $id) { stars } }`, { viewer: stranger, variables: { id } });
  expect(await read(review!.id)).toEqual(await read(randomUUID()));
  await expect(reviews(stranger).vote(review!.id, true)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
