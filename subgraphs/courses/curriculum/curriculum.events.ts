import { on } from '../../../kit/events/on';

/** Keeps the newest revision, in whatever order they come. */
export const onCurriculumPublished = on(
  'curriculum.published',
  (tx, { courseId, revision, sections, organisationId }) => {
    const lessons = sections.flatMap((section) => section.lessons);
    const empty = lessons
      .filter((lesson) => lesson.isRequired && !lesson.hasContent)
      .map(({ lessonId, title }) => ({ lessonId, title }));
    return tx.db.query(KEEP_NEWEST, [courseId, revision, lessons.length, JSON.stringify(empty), organisationId]);
  },
  'readiness',
);

const KEEP_NEWEST = `
  INSERT INTO curriculum (course_id, revision, lesson_count, empty_lessons, organisation_id) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (course_id) DO UPDATE
    SET revision = excluded.revision, lesson_count = excluded.lesson_count, empty_lessons = excluded.empty_lessons
  WHERE curriculum.revision < excluded.revision`;
