import { kitErrors } from '../../../kit/errors/kit-errors';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { courseErrors } from '../courses.errors';
import { CourseInstructor } from './course-instructor.entity';
import { Course } from './course.entity';
import { saveAndTell } from './course.events';
import type { AddCoInstructorInput, RemoveCoInstructorInput, TransferCourseInput } from './course.input';
import { coursePolicy } from './course.policy';

const mostInstructors = 20;

/** Who teaches a course. */
export class CourseInstructors {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, CONFLICT, BAD_INPUT, ALREADY_INSTRUCTOR, TOO_MANY */
  add({ courseId, userId, expectedVersion }: AddCoInstructorInput): Promise<Course> {
    return this.scope.transaction(async (tx) => {
      if (!isUuid(userId)) throw kitErrors.BAD_INPUT({ fields: { userId: 'This is no id of a person.' } });
      const course = await tx.require(Course, courseId, coursePolicy.publish, expectedVersion);
      if (await teaches(tx, courseId, userId)) throw courseErrors.ALREADY_INSTRUCTOR();
      const teaching = await tx.db.countBy(CourseInstructor, { courseId });
      if (teaching >= mostInstructors) throw courseErrors.TOO_MANY({ limit: mostInstructors, things: 'instructors' });
      const { organisationId } = course;
      await tx.db.insert(CourseInstructor, {
        id: tx.ids.next(),
        courseId,
        userId,
        role: 'CO_INSTRUCTOR',
        addedAt: tx.clock.now(),
        organisationId,
      });
      return saveAndTell(tx, course);
    });
  }

  /** By the owner, or by the co-instructor who leaves. @throws NOT_FOUND, CONFLICT, NOT_INSTRUCTOR, OWNER_STAYS */
  remove({ courseId, userId, expectedVersion }: RemoveCoInstructorInput): Promise<Course> {
    const leaves = this.scope.viewer.is(userId);
    return this.scope.transaction(async (tx) => {
      const course = await tx.require(
        Course,
        courseId,
        leaves ? coursePolicy.edit : coursePolicy.publish,
        expectedVersion,
      );
      const instructor = await teaches(tx, courseId, userId);
      if (!instructor) throw courseErrors.NOT_INSTRUCTOR();
      if (instructor.role === 'OWNER') throw courseErrors.OWNER_STAYS();
      await tx.db.delete(CourseInstructor, { id: instructor.id });
      return saveAndTell(tx, course);
    });
  }

  /** Makes a co-instructor the owner, and the owner a co-instructor. @throws NOT_FOUND, CONFLICT, NOT_INSTRUCTOR */
  transfer({ courseId, userId, expectedVersion }: TransferCourseInput): Promise<Course> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.require(Course, courseId, coursePolicy.publish, expectedVersion);
      const next = await teaches(tx, courseId, userId);
      if (!next) throw courseErrors.NOT_INSTRUCTOR();
      await tx.db.update(CourseInstructor, { courseId, role: 'OWNER' }, { role: 'CO_INSTRUCTOR' });
      await tx.db.update(CourseInstructor, { id: next.id }, { role: 'OWNER' });
      return saveAndTell(tx, course);
    });
  }
}

async function teaches(tx: Scope, courseId: string, userId: string): Promise<CourseInstructor | null> {
  return isUuid(userId) ? tx.db.findOneBy(CourseInstructor, { courseId, userId }) : null;
}
