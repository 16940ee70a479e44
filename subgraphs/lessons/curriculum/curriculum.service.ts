import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from '../course/course.entity';
import { coursePolicy } from '../course/course.policy';
import { Lesson, PublishedLesson } from '../lesson/lesson.entity';
import { PublishedSection, Section } from '../section/section.entity';
import { Curriculum } from './curriculum.entity';
import type { PublishCurriculumInput } from './curriculum.input';
import { shapeOf } from './curriculum.shape';

/** Makes drafts what learners read. */
export class CurriculumService {
  constructor(private readonly scope: Scope) {}

  /**
   * Publishes the draft as the next revision and tells everyone its whole shape. A draft that is published already makes
   * no other revision. @throws CONFLICT, NOT_FOUND, UNAUTHENTICATED
   */
  publish({ courseId, expectedVersion }: PublishCurriculumInput): Promise<Curriculum> {
    return this.scope.transaction(async (tx) => {
      const course = await tx.require(Course, courseId, coursePolicy.edit, expectedVersion);
      const current = course.revisionId ? await tx.db.findOneByOrFail(Curriculum, { id: course.revisionId }) : null;
      if (current && !course.hasUnpublishedChanges) return current;
      const next = await nextRevision(tx, course, current?.revision ?? 0);
      await tx.db.insert(Curriculum, next);
      await copyDraft(tx, courseId);
      course.publish(next.id);
      await tx.save(course);
      await emit(tx, 'curriculum.published', next.shape);
      return next;
    });
  }
}

async function nextRevision(tx: Scope, course: Course, before: number): Promise<Curriculum> {
  const inOrder = { where: { courseId: course.id }, order: { position: 'ASC' } } as const;
  const [sections, lessons] = [await tx.db.find(Section, inOrder), await tx.db.find(Lesson, inOrder)];
  return Object.assign(new Curriculum(), {
    id: tx.ids.next(),
    courseId: course.id,
    organisationId: course.organisationId,
    revision: before + 1,
    lessonCount: lessons.length,
    durationSeconds: lessons.reduce((sum, lesson) => sum + lesson.durationSeconds, 0),
    shape: shapeOf(course, before + 1, sections, lessons),
    publishedAt: tx.clock.now(),
    publishedBy: tx.viewer.id,
  });
}

/** Lessons go before the sections that they refer to, and come after. */
async function copyDraft(tx: Scope, courseId: string): Promise<void> {
  await tx.db.delete(PublishedLesson, { courseId });
  await tx.db.delete(PublishedSection, { courseId });
  await copyRows(tx, Section, PublishedSection, courseId);
  await copyRows(tx, Lesson, PublishedLesson, courseId);
}

async function copyRows(tx: Scope, from: new () => object, to: new () => object, courseId: string): Promise<void> {
  const [draft, published] = [from, to].map((entity) => tx.db.connection.getMetadata(entity));
  const columns = draft!.columns.map((column) => column.databaseName).join(', ');
  await tx.db.query(
    `INSERT INTO ${published!.tableName} (${columns}) SELECT ${columns} FROM ${draft!.tableName} WHERE course_id = $1`,
    [courseId],
  );
}
