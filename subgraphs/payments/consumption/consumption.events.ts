import { on } from '../../../kit/events/on';

/** The required lessons of the newest revision: what the share that somebody learned is a share of. */
export const onCurriculumPublished = on(
  'curriculum.published',
  (tx, { courseId, organisationId, revision, sections }) => {
    const lessons = sections.flatMap((section) => section.lessons).filter(({ isRequired }) => isRequired);
    const ids = lessons.map(({ lessonId }) => lessonId);
    return tx.db.query(PUBLISH, [courseId, organisationId, revision, ids]);
  },
);

export const onLessonCompleted = on('lesson.completed', (tx, { userId, lessonId }) =>
  tx.db.query(`INSERT INTO completed_lesson (user_id, lesson_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
    userId,
    lessonId,
  ]),
);

/** Nobody refunds to whoever is gone by what they learned. */
export const onLearnerErased = on(
  'user.erased',
  (tx, { userId }) => tx.db.query(`DELETE FROM completed_lesson WHERE user_id = $1`, [userId]),
  'consumption',
);

const PUBLISH = `
  INSERT INTO curriculum (course_id, organisation_id, revision, required_lesson_ids) VALUES ($1, $2, $3, $4::uuid[])
  ON CONFLICT (course_id) DO UPDATE SET organisation_id = excluded.organisation_id, revision = excluded.revision,
    required_lesson_ids = excluded.required_lesson_ids
  WHERE curriculum.revision < excluded.revision`;
