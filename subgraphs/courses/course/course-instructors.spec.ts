import { randomUUID } from 'node:crypto';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { courses } from '..';
import { CourseInstructors } from './course-instructors.service';
import type { Course } from './course.entity';
import { courseFactory } from './course.factory';

const house = subgraphTest(courses);

async function one(given: Parameters<typeof courseFactory>[1] = {}): Promise<Course> {
  const [course] = await house.make(courseFactory, [given]);
  return course!;
}

describe('instructors', () => {
  it('come, leave and take over; each change is a new version that everyone is told of', async () => {
    const [owner, helper] = [person(randomUUID()), person(randomUUID())];
    const course = await one({ taughtBy: [owner.id!] });
    const both = { courseId: course.id, userId: helper.id! };
    const team = (viewer = owner) => house.as(viewer).get(CourseInstructors);
    await team().add(both);
    await expect(team().add(both)).rejects.toMatchObject({ code: 'ALREADY_INSTRUCTOR' });
    await expect(team(helper).remove({ courseId: course.id, userId: owner.id! })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(team().remove({ courseId: course.id, userId: owner.id! })).rejects.toMatchObject({
      code: 'OWNER_STAYS',
    });
    await team().transfer(both);
    await team().remove({ courseId: course.id, userId: owner.id! });
    await expect(team(helper).remove({ courseId: course.id, userId: owner.id! })).rejects.toMatchObject({
      code: 'NOT_INSTRUCTOR',
    });
    const told = (await house.emitted('course.changed')).filter(({ courseId }) => courseId === course.id);
    expect(told.map(({ version, instructorIds }) => [version, instructorIds])).toEqual([
      [2, [owner.id, helper.id]],
      [3, [helper.id, owner.id]],
      [4, [helper.id]],
    ]);
  });

  it('shows what a mutation changed, though the same request had read it before', async () => {
    const owner = person(randomUUID());
    const course = await one({ taughtBy: [owner.id!] });
    const userId = randomUUID();
    const data = await house.data(
      `mutation ($a: AddCoInstructorInput!, $b: RemoveCoInstructorInput!) {
        addCoInstructor(input: $a) { course { instructors { role } } }
        removeCoInstructor(input: $b) { course { instructors { role } } } }`,
      { viewer: owner, variables: { a: { courseId: course.id, userId }, b: { courseId: course.id, userId } } },
    );
    expect(data).toMatchObject({ removeCoInstructor: { course: { instructors: [{ role: 'OWNER' }] } } });
  });
});
