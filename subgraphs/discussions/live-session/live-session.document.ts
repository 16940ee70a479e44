import { defineCollection } from '../../../kit/documents/collection';

/** A live session, and of which course it is: what the media subgraph said last. */
export interface LiveSession {
  readonly _id: string;
  readonly courseId: string;
}

export const liveSessions = defineCollection<LiveSession>({ name: 'liveSession', indexes: [] });
