import { on } from '../../../kit/events/on';
import { NotificationKind } from '../kind/kind';
import { isNews } from '../kind/occasion';
import { Telling } from '../notification/telling';
import { CourseService } from './course.service';

export const onCourseChanged = on('course.changed', (tx, facts) => tx.get(CourseService).take(facts));

/** Who follows hears of a course once: not again when it was taken out of the catalogue and comes back. */
export const onCoursePublished = on('course.published', async (tx, { courseId, version, publishedAt }, event) => {
  const isFirst = await tx.get(CourseService).publish(courseId, version, new Date(publishedAt ?? event.occurredAt));
  if (!isFirst || !isNews(publishedAt, event)) return;
  const kind = NotificationKind.COURSE_PUBLISHED;
  const about = { courseId, subjectId: courseId, actorId: null, groupKey: `${kind}:${courseId}`, facts: {} };
  await tx.get(Telling).tell({ kind, to: { followersOf: courseId }, ...about }, courseId);
});
