import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { DraftService } from '../course/course.draft';
import { placed } from '../order/placement';
import { Section } from '../section/section.entity';
import { sectionPolicy } from '../section/section.policy';
import { refuseDependants } from './lesson.dependants';
import { Lesson } from './lesson.entity';
import type { CreateLessonInput, DeleteLessonInput, MoveLessonInput, UpdateLessonInput } from './lesson.input';
import { lessonOrder } from './lesson.order';
import { lessonPolicy } from './lesson.policy';

export interface MovedLesson {
  readonly lesson: Lesson;
  readonly sectionIds: readonly string[];
}

/** What happens to the lessons of a draft. */
export class LessonService {
  private readonly draft: DraftService;

  constructor(scope: Scope) {
    this.draft = scope.get(DraftService);
  }

  /** @throws BAD_INPUT, NOT_FOUND, OUTLINE_FULL, UNAUTHENTICATED */
  create({ sectionId, kind, body = null, contentId = null, ...changes }: CreateLessonInput): Promise<Lesson> {
    return this.draft.changePart(
      { entity: Section, id: sectionId, policy: sectionPolicy.edit },
      async (tx, section, course) => {
        course.reorder();
        const position = await lessonOrder.next(tx, sectionId);
        const place = { courseId: course.id, organisationId: course.organisationId, sectionId: section.id, position };
        const lesson = Object.assign(new Lesson(), { ...place, kind, resources: [], releaseRules: [] });
        lesson.edit({ ...changes, body, contentId });
        return tx.save(lesson);
      },
    );
  }

  /** @throws BAD_INPUT, CONFLICT, NOT_FOUND */
  update({ id, expectedVersion, ...changes }: UpdateLessonInput): Promise<Lesson> {
    return this.draft.changePart({ entity: Lesson, id, policy: lessonPolicy.edit, expectedVersion }, (tx, lesson) => {
      lesson.edit(changes);
      return tx.save(lesson);
    });
  }

  /** @throws BAD_INPUT, CONFLICT when the order changed, NOT_FOUND, OUTLINE_FULL */
  move({ id, sectionId, position, afterLessonId, expectedVersion }: MoveLessonInput): Promise<MovedLesson> {
    return this.draft.changePart({ entity: Lesson, id, policy: lessonPolicy.edit }, async (tx, lesson, course) => {
      course.reorder(expectedVersion);
      const from = lesson.sectionId;
      const target = await tx.require(Section, sectionId, sectionPolicy.edit);
      if (target.courseId !== course.id)
        throw kitErrors.BAD_INPUT({ fields: { sectionId: 'A section of another course.' } });
      if (target.id !== from) await lessonOrder.next(tx, target.id);
      const order = placed(await lessonOrder.read(tx, target.id), lesson.id, {
        position,
        after: { field: 'afterLessonId', id: afterLessonId },
      });
      await lessonOrder.write(tx, target.id, order);
      if (target.id !== from) await lessonOrder.close(tx, from);
      const moved = Object.assign(lesson, { sectionId: target.id, position: order.indexOf(lesson.id) + 1 });
      return { lesson: moved, sectionIds: [...new Set([from, target.id])] };
    });
  }

  /** @throws CONFLICT, LESSON_IS_PREREQUISITE, NOT_FOUND */
  delete({ id, expectedVersion }: DeleteLessonInput): Promise<Lesson> {
    return this.draft.changePart(
      { entity: Lesson, id, policy: lessonPolicy.edit, expectedVersion },
      async (tx, lesson, course) => {
        await refuseDependants(tx, course.id, [lesson.id]);
        course.reorder();
        await tx.db.delete(Lesson, { id: lesson.id });
        await lessonOrder.close(tx, lesson.sectionId);
        return lesson;
      },
    );
  }
}
