import { on } from '../../../kit/events/on';
import { announceMembers } from '../forum/forum.live';
import { Course, courses } from './course.document';

/** Keeps the newest facts of each course, whatever the order in which they arrive; who teaches may be another now. */
export const onCourseChanged = on('course.changed', async (tx, facts) => {
  const { courseId: _id, organisationId, status, title, instructorIds, version: factsVersion } = facts;
  const known = await tx.documents.of(courses).findOne({ _id });
  if (known && known.factsVersion >= factsVersion) return;
  const course = Object.assign(new Course(), { _id, organisationId, status, title, instructorIds, factsVersion });
  await tx.documents.of(courses).replaceOne({ _id }, course, { upsert: true });
  announceMembers(tx, _id);
});
