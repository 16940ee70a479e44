import { defineErrors } from '../../kit/errors/errors';

export const discussionsErrors = defineErrors({
  THREAD_LOCKED: {
    message: 'This thread is locked.',
    remedy: 'Nobody but staff writes in it; `isLocked` of the thread says so. Start another thread.',
  },
  REPLY_TOO_DEEP: {
    message: 'Replies are nested two deep.',
    remedy: 'Reply to the parent of that reply instead.',
  },
  NO_ANONYMITY: {
    message: 'This course does not let people write anonymously.',
    remedy: 'Send `isAnonymous: false`; `allowsAnonymous` of the forum says whether it may be true.',
  },
  SLOW_MODE: {
    message: 'Slow mode: write again in {retryAfter} seconds.',
    remedy:
      'Wait `extensions.retryAfter` seconds; `slowModeSeconds` of the forum says how long it takes from post to post.',
  },
  NOT_A_QUESTION: {
    message: 'Only answers to a question can be accepted or endorsed.',
    remedy: 'Choose a direct reply in a thread of kind QUESTION.',
  },
  OPENING_POST: {
    message: 'This post opens its thread.',
    remedy: 'Use `deleteThread` to delete it with everything below.',
  },
  OWN_POST: {
    message: 'Nobody votes for what they wrote.',
    remedy: 'Do not offer it: `viewerCan.vote` of the post is false.',
  },
  MUTED: {
    message: 'You may not write in this course.',
    remedy: '`extensions.until` says until when; null is for good. `viewerRestriction` of the forum says why.',
  },
  CASE_STATE: {
    message: 'This cannot be done with a case that is {state}.',
    remedy: 'Read the case again: another moderator may have been faster. A decision is appealed once.',
  },
  SAME_THREAD: {
    message: 'A thread cannot be merged into itself.',
    remedy: 'Send the thread that goes as `id`, and the one that stays as `intoId`.',
  },
  NOT_A_GROUP: {
    message: 'This is for groups only.',
    remedy: 'Mute a conversation of two people, or block the other; a room is left with its course.',
  },
  GROUP_FULL: {
    message: 'A group may have {allowed} people at most.',
    remedy: 'Ask somebody to leave, or use the room of the course.',
  },
  BLOCKED: {
    message: 'Nobody writes here any more.',
    remedy: 'One of the two has blocked the other; `blockPerson` with `isBlocked: false` takes that back.',
  },
  POST_STATE: {
    message: 'This cannot be done with a post that is {state}.',
    remedy: 'Read the post again; only PUBLISHED posts are answered, voted for and accepted.',
  },
  MESSAGE_STATE: {
    message: 'This cannot be done with a message that is {state}.',
    remedy:
      'Read the message again; only PUBLISHED messages are reported and reacted to, and what is gone is not edited.',
  },
  TOO_MANY_PINNED: {
    message: 'A forum may have {allowed} pinned threads at most.',
    remedy: 'Unpin another one first.',
  },
});
