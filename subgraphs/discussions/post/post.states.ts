import { registerEnumType } from 'type-graphql';

/** Where a post, a thread with its opening post, or a message stands. */
export enum PostState {
  PUBLISHED = 'PUBLISHED',
  HELD = 'HELD',
  REMOVED = 'REMOVED',
  DELETED = 'DELETED',
}

registerEnumType(PostState, {
  name: 'PostState',
  description: 'Where a post, or a message, stands.',
  valuesConfig: {
    PUBLISHED: { description: 'Everyone who takes part in the course, or the conversation, reads it.' },
    HELD: { description: 'It waits for a moderator; until then only its author and moderators see it.' },
    REMOVED: { description: 'A moderator took it away; its place stays.' },
    DELETED: { description: 'Its author, or a moderator, deleted it; its place stays.' },
  },
});

/** From → to. What a moderator removed can be put back; what was deleted cannot. */
export const transitions: Readonly<Record<PostState, readonly PostState[]>> = {
  PUBLISHED: [PostState.HELD, PostState.REMOVED, PostState.DELETED],
  HELD: [PostState.PUBLISHED, PostState.REMOVED, PostState.DELETED],
  REMOVED: [PostState.PUBLISHED, PostState.HELD],
  DELETED: [],
};

export function mayBecome(from: PostState, to: PostState): boolean {
  return transitions[from].includes(to);
}
