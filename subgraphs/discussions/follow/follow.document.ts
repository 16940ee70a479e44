import { defineCollection } from '../../../kit/documents/collection';

/** That somebody wants to be told what is said in a thread, or which threads are begun in a course. */
interface Follow {
  /** `<target>/<user>`: pages of a target's followers are in this order. */
  readonly _id: string;
  readonly userId: string;
  /** The thread or the course. */
  readonly targetId: string;
}

export const follows = defineCollection<Follow>({
  name: 'follow',
  indexes: [{ keys: { targetId: 1, _id: 1 } }, { keys: { userId: 1 } }],
});

export const followId = (targetId: string, userId: string): string => `${targetId}/${userId}`;
