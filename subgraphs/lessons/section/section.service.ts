import { DraftService } from '../course/course.draft';
import type { Scope } from '../../../kit/scope/scope';
import { refuseDependants } from '../lesson/lesson.dependants';
import { lessonOrder } from '../lesson/lesson.order';
import { Lesson } from '../lesson/lesson.entity';
import { lessonErrors } from '../lessons.errors';
import { placed } from '../order/placement';
import { Section } from './section.entity';
import type { CreateSectionInput, DeleteSectionInput, MoveSectionInput, UpdateSectionInput } from './section.input';
import { sectionOrder } from './section.order';
import { sectionPolicy } from './section.policy';

/** What happens to the sections of a draft. */
export class SectionService {
  private readonly draft: DraftService;

  constructor(scope: Scope) {
    this.draft = scope.get(DraftService);
  }

  /** @throws NOT_FOUND, OUTLINE_FULL, UNAUTHENTICATED */
  create({ courseId, title }: CreateSectionInput): Promise<Section> {
    return this.draft.change(courseId, async (tx, course) => {
      course.reorder();
      const position = await sectionOrder.next(tx, courseId);
      return tx.save(
        Object.assign(new Section(), { courseId, organisationId: course.organisationId, position, title }),
      );
    });
  }

  /** @throws CONFLICT, NOT_FOUND */
  update({ id, title, expectedVersion }: UpdateSectionInput): Promise<Section> {
    return this.draft.changePart({ entity: Section, id, policy: sectionPolicy.edit, expectedVersion }, (tx, section) =>
      tx.save(Object.assign(section, { title })),
    );
  }

  /** @throws BAD_INPUT, CONFLICT when the order changed, NOT_FOUND */
  move({ id, position, afterSectionId, expectedVersion }: MoveSectionInput): Promise<Section> {
    return this.draft.changePart({ entity: Section, id, policy: sectionPolicy.edit }, async (tx, section, course) => {
      course.reorder(expectedVersion);
      const siblings = await sectionOrder.read(tx, course.id);
      const order = placed(siblings, id, { position, after: { field: 'afterSectionId', id: afterSectionId } });
      await sectionOrder.write(tx, course.id, order);
      return Object.assign(section, { position: order.indexOf(id) + 1 });
    });
  }

  /** @throws CONFLICT, LESSON_IS_PREREQUISITE, NOT_FOUND, SECTION_NOT_EMPTY */
  delete({ id, withLessons, expectedVersion }: DeleteSectionInput): Promise<Section> {
    return this.draft.changePart(
      { entity: Section, id, policy: sectionPolicy.edit, expectedVersion },
      async (tx, section, course) => {
        const lessonIds = await lessonOrder.read(tx, id);
        if (lessonIds.length > 0 && !withLessons) throw lessonErrors.SECTION_NOT_EMPTY();
        await refuseDependants(tx, course.id, lessonIds);
        course.reorder();
        await tx.db.delete(Lesson, { sectionId: id });
        await tx.db.delete(Section, { id });
        await sectionOrder.close(tx, course.id);
        return section;
      },
    );
  }
}
