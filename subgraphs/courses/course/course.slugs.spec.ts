import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { grant, person } from '../../../kit/testing/viewers';
import { courses } from '..';
import type { Course } from './course.entity';
import { courseFactory } from './course.factory';
import { CourseService } from './course.service';

const house = subgraphTest(courses);

/** Someone who may begin courses in the marketplace. */
const teacher = (id: string = randomUUID()) => person(id, { grants: [grant('instructor', ['course.create'])] });

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [given]);
  return course!;
}

describe('slugs', () => {
  const bySlug = async (slug: string) =>
    (
      await house.data<{ courseBySlug: { id: string } | null }>(
        `query ($slug: String!) { courseBySlug(slug: $slug) { id slug } }`,
        { variables: { slug } },
      )
    ).courseBySlug;

  it('an old slug still finds the course, and never becomes another’s', async () => {
    const owner = person(randomUUID());
    const [course, other] = [await one({ taughtBy: [owner.id!] }), await one({ taughtBy: [owner.id!] })];
    const slug = `renamed-${randomUUID()}`;
    await house.as(owner).get(CourseService).update({ id: course.id, slug });
    expect(await bySlug(course.slug)).toEqual({ id: course.id, slug });
    await expect(house.as(owner).get(CourseService).update({ id: other.id, slug: course.slug })).rejects.toMatchObject({
      code: 'SLUG_TAKEN',
    });
    await expect(
      house.as(owner).get(CourseService).update({ id: course.id, slug: course.slug }),
    ).resolves.toMatchObject({ slug: course.slug });
  });

  it('two courses of one title at once get two slugs', async () => {
    const title = `Twins ${randomUUID()}`;
    const twins = await Promise.all(
      Array.from({ length: 8 }, () => house.as(teacher()).get(CourseService).create({ title })),
    );
    expect(new Set(twins.map(({ slug }) => slug)).size).toBe(8);
  });

  it('of two who choose one slug at once, one gets it', async () => {
    const slug = `wanted-${randomUUID()}`;
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () => house.as(teacher()).get(CourseService).create({ title: 'Wanted', slug })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const refused of tries.filter((attempt) => attempt.status === 'rejected'))
      expect(refused.reason).toMatchObject({ code: 'SLUG_TAKEN' });
  });
});
