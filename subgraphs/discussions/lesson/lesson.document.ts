import { defineCollection } from '../../../kit/documents/collection';

/** A lesson as it is published: what the lessons subgraph said last. */
export interface Lesson {
  readonly _id: string;
  readonly courseId: string;
  readonly organisationId: string | null;
  readonly title: string;
}

export const lessons = defineCollection<Lesson>({
  name: 'lesson',
  tenant: true,
  indexes: [{ keys: { courseId: 1 } }],
});

interface Curriculum {
  /** Of the course. */
  readonly _id: string;
  readonly revision: number;
}

/** Which revision of each course's curriculum is known. */
export const curricula = defineCollection<Curriculum>({ name: 'curriculum', indexes: [] });
