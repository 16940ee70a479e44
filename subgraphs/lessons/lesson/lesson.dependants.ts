import type { Scope } from '../../../kit/scope/scope';
import { lessonErrors } from '../lessons.errors';
import { Lesson } from './lesson.entity';

/** Deleting lessons must leave no rule that waits for them. @throws LESSON_IS_PREREQUISITE */
export async function refuseDependants(tx: Scope, courseId: string, lessonIds: readonly string[]): Promise<void> {
  const going = new Set(lessonIds);
  const lessons = await tx.db.findBy(Lesson, { courseId });
  const waiting = lessons.filter((lesson) => !going.has(lesson.id) && waitsFor(lesson, going));
  if (waiting.length === 0) return;
  throw lessonErrors.LESSON_IS_PREREQUISITE({
    lessonIds: waiting.map((lesson) => lesson.id),
    titles: waiting.map((lesson) => lesson.title),
  });
}

const waitsFor = ({ releaseRules }: Lesson, ids: ReadonlySet<string>): boolean =>
  releaseRules.some((rule) => rule.kind === 'AFTER_LESSON' && ids.has(rule.lessonId));
