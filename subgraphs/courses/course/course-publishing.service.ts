import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { Curriculum } from '../curriculum/curriculum.entity';
import { CourseInstructor } from './course-instructor.entity';
import { Course } from './course.entity';
import { publication, saveAndTell } from './course.events';
import type { ArchiveCourseInput, PublishCourseInput, UnarchiveCourseInput } from './course.input';
import { CourseNotReady } from './course.payload';
import { coursePolicy } from './course.policy';
import { missingOf, type Missing } from './course.readiness';

/** How a course comes into the catalogue, and out of it. */
export class CoursePublishing {
  constructor(private readonly scope: Scope) {}

  /** Answers with everything that is missing where the course is not ready. @throws NOT_FOUND, CONFLICT, COURSE_STATUS */
  publish(input: PublishCourseInput): Promise<Course | CourseNotReady> {
    return this.bringIn(input, 'publish');
  }

  /** Like publishing, for a course that was in the catalogue before. @throws NOT_FOUND, CONFLICT, COURSE_STATUS */
  unarchive(input: UnarchiveCourseInput): Promise<Course | CourseNotReady> {
    return this.bringIn(input, 'unarchive');
  }

  /** Takes it out of the catalogue; who learns it keeps it. @throws NOT_FOUND, CONFLICT, COURSE_STATUS */
  archive({ id, expectedVersion }: ArchiveCourseInput): Promise<Course> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.require(Course, id, coursePolicy.publish, expectedVersion);
      course.become('archive', tx.clock.now());
      await emit(tx, 'course.archived', { courseId: course.id, organisationId: course.organisationId });
      return saveAndTell(tx, course);
    });
  }

  private bringIn(
    { id, expectedVersion }: PublishCourseInput,
    action: 'publish' | 'unarchive',
  ): Promise<Course | CourseNotReady> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.require(Course, id, coursePolicy.publish, expectedVersion);
      course.become(action, tx.clock.now());
      const missing = await gapsOf(tx, course);
      if (missing.length > 0) return CourseNotReady.because(missing);
      await saveAndTell(tx, course);
      await emit(tx, 'course.published', publication(course));
      return course;
    });
  }
}

async function gapsOf(tx: Scope, course: Course): Promise<Missing[]> {
  const curriculum = await tx.db.findOneBy(Curriculum, { courseId: course.id });
  const hasOwner = await tx.db.existsBy(CourseInstructor, { courseId: course.id, role: 'OWNER' });
  return missingOf(course, { isPriced: course.basePriceMinor !== null, hasOwner, curriculum });
}
