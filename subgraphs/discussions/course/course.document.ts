import { defineCollection } from '../../../kit/documents/collection';
import type { CourseFacts } from '../../../kit/events/catalog';

/** A course as discussions knows it: what the courses subgraph said last. */
export class Course {
  _id!: string;
  organisationId!: string | null;
  status!: CourseFacts['status'];
  title!: string;
  /** User ids, the owner first. */
  instructorIds!: readonly string[];
  /** Of the facts above. */
  factsVersion!: number;

  get id(): string {
    return this._id;
  }
}

export const courses = defineCollection<Course>({
  name: 'course',
  tenant: true,
  class: Course,
  indexes: [{ keys: { instructorIds: 1 } }],
});
