import { on } from '../../../kit/events/on';
import { courses, Course } from './course.document';

/** Keeps the newest facts of each course, whatever the order in which they arrive. */
export const onCourseChanged = on('course.changed', async (tx, facts) => {
  const { courseId: _id, organisationId, status, instructorIds, version: factsVersion } = facts;
  const known = await tx.documents.of(courses).findOne({ _id });
  if (known && known.factsVersion >= factsVersion) return;
  const course = Object.assign(new Course(), { _id, organisationId, status, instructorIds, factsVersion });
  await tx.documents.of(courses).replaceOne({ _id }, course, { upsert: true });
});
