import { defineCollection } from '../../../kit/documents/collection';

/** Until when somebody has read a thread, or all threads of a course. */
interface ReadMark {
  /** `<target>/<user>`. */
  readonly _id: string;
  readonly userId: string;
  readonly targetId: string;
  readonly at: Date;
}

export const readMarks = defineCollection<ReadMark>({ name: 'read_mark', indexes: [{ keys: { userId: 1 } }] });

export const readMarkId = (targetId: string, userId: string): string => `${targetId}/${userId}`;
