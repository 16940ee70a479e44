import { defineCollection } from '../../../kit/documents/collection';

/** That someone is, or was, enrolled: what enrollment said. A second enrolment in the same course is another one. */
export interface Enrollment {
  readonly _id: string;
  readonly userId: string;
  readonly courseId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

export const enrollments = defineCollection<Enrollment>({
  name: 'enrollment',
  indexes: [{ keys: { userId: 1, courseId: 1, endedAt: 1 } }, { keys: { courseId: 1, userId: 1 } }],
});
