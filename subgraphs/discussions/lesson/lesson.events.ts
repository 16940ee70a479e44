import { on } from '../../../kit/events/on';
import { curricula, lessons } from './lesson.document';

/** Keeps the newest revision of each course's lessons, whatever the order in which they arrive. */
export const onCurriculumPublished = on('curriculum.published', async (tx, facts) => {
  const { courseId, organisationId, revision, sections } = facts;
  const known = await tx.documents.of(curricula).findOne({ _id: courseId });
  if (known && known.revision >= revision) return;
  await tx.documents.of(curricula).replaceOne({ _id: courseId }, { _id: courseId, revision }, { upsert: true });
  await tx.documents.of(lessons).deleteMany({ courseId });
  const published = sections.flatMap((section) => section.lessons);
  const rows = published.map(({ lessonId: _id, title }) => ({ _id, courseId, organisationId, title }));
  if (rows.length > 0) await tx.documents.of(lessons).insertMany(rows);
});
