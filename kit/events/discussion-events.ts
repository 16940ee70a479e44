import { z } from 'zod';
import { id, instant } from './event-shapes';

/** What was written in a forum, with what somebody who is told of it has to know. */
const postFacts = z.object({
  postId: id,
  threadId: id,
  courseId: id,
  organisationId: id.nullable(),
  lessonId: id.nullable(),
  /** Of the thread. */
  kind: z.enum(['DISCUSSION', 'QUESTION']),
  /** Whether it opens the thread. */
  isOpening: z.boolean(),
  /** Null where the author is hidden from classmates. */
  authorId: id.nullable(),
  /** Of the thread. */
  title: z.string(),
  courseTitle: z.string(),
  /** How it begins, without markup. */
  snippet: z.string(),
});

/** What happens where people talk: a part of the catalog. */
export const discussionEvents = {
  /** Everyone in the course can read a post: at once, or after a moderator let it through. */
  'post.published': {
    version: 1,
    shape: postFacts.extend({
      /** Those mentioned who take part in the course; never the author. */
      mentionedIds: z.array(id),
    }),
  },
  /** The same, for up to 200 people who follow the thread, or the forum where the post opens a thread; as often as needed. */
  'post.followed': { version: 1, shape: postFacts.extend({ recipientIds: z.array(id).min(1).max(200) }) },
  /** `recipientId` wrote the answer, also where that is hidden from everyone else. */
  'answer.accepted': { version: 1, shape: postFacts.extend({ recipientId: id }) },
  /** A moderator decided about a post; `recipientId` wrote it. */
  'post.moderated': {
    version: 1,
    shape: z.object({
      postId: id,
      threadId: id,
      courseId: id,
      organisationId: id.nullable(),
      recipientId: id,
      decision: z.enum(['APPROVE', 'REMOVE']),
      sanction: z.enum(['WARN', 'MUTE', 'BAN']).nullable(),
      /** Until when the sanction counts; null is for good. */
      until: instant.nullable().default(null),
      /** What the moderator says to the author. */
      reason: z.string().nullable().default(null),
      /** Whether nobody but its author could read it before. */
      wasHidden: z.boolean().default(false),
      /** Of the thread. */
      title: z.string().default(''),
    }),
  },
  /** Somebody may not write, or take part, in what is said in a course: decided about the person, not about a post. */
  'member.restricted': {
    version: 1,
    shape: z.object({
      courseId: id,
      organisationId: id.nullable(),
      userId: id,
      kind: z.enum(['MUTE', 'BAN']),
      /** Null is for good. */
      until: instant.nullable(),
      reason: z.string().nullable(),
    }),
  },
  /** Somebody wrote in a conversation of two people or of a group; told to the others who did not mute it. */
  'message.posted': {
    version: 1,
    shape: z.object({
      messageId: id,
      conversationId: id,
      courseId: id,
      organisationId: id.nullable(),
      authorId: id,
      seq: z.int(),
      /** Of a group; null for two people. */
      title: z.string().nullable(),
      snippet: z.string(),
      recipientIds: z.array(id).min(1).max(200),
    }),
  },
  /** Somebody read such a conversation until there, or wants to hear nothing of what was said: it is no news for them any more. */
  'conversation.read': { version: 1, shape: z.object({ conversationId: id, userId: id, seq: z.int() }) },
} as const;
