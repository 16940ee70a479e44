import { defineCollection } from '../../../kit/documents/collection';

/** That someone is, or was, enrolled: what enrollment said. A second enrolment in the same course is another one. */
export interface Enrollment {
  readonly _id: string;
  readonly userId: string;
  readonly courseId: string;
  readonly organisationId: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

export const enrollments = defineCollection<Enrollment>({
  name: 'enrollment',
  indexes: [{ keys: { userId: 1, courseId: 1, startedAt: 1 } }],
});

/** That someone completed a lesson: what enrollment said. Never taken back. */
export interface Completion {
  /** `<user>/<lesson>`. */
  readonly _id: string;
  readonly userId: string;
  readonly courseId: string;
  readonly lessonId: string;
}

export const completions = defineCollection<Completion>({
  name: 'completion',
  indexes: [{ keys: { userId: 1, courseId: 1 } }],
});
