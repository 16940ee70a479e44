import { defineCollection } from '../../../kit/documents/collection';
import type { CurriculumFacts, ReleaseRule } from '../../../kit/events/catalog';

/** A lesson as it is published: what the lessons subgraph said last. */
export class Lesson {
  _id!: string;
  courseId!: string;
  organisationId!: string | null;
  title!: string;
  kind!: CurriculumFacts['sections'][number]['lessons'][number]['kind'];
  isPreview!: boolean;
  /** The asset, document or live session that it shows. */
  contentId!: string | null;
  releaseRules!: readonly ReleaseRule[];

  get id(): string {
    return this._id;
  }
}

export const lessons = defineCollection<Lesson>({
  name: 'lesson',
  type: 'Lesson',
  tenant: true,
  class: Lesson,
  indexes: [{ keys: { courseId: 1 } }, { keys: { contentId: 1 }, where: { contentId: { $type: 'string' } } }],
});

interface Curriculum {
  /** Of the course. */
  readonly _id: string;
  readonly revision: number;
}

/** Which revision of each course's curriculum is known. */
export const curricula = defineCollection<Curriculum>({ name: 'curriculum', indexes: [] });
