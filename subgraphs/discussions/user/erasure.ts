import type { Scope } from '../../../kit/scope/scope';
import { blocks, ConversationKind, conversations, invites, members, type Member } from '../chat/conversation.document';
import { messages, reactions } from '../chat/message.document';
import { follows } from '../follow/follow.document';
import { cases, moderationEntries } from '../moderation/case.document';
import { withoutPerson } from '../post/named';
import { postEdits, posts, type Post } from '../post/post.document';
import { lastPosts } from '../post/slow-mode';
import { partsOf, wordsOfPost } from '../post/post.text';
import { readMarks } from '../reading/read-mark.document';
import { reports } from '../report/report.document';
import { restrictions } from '../restriction/restriction.document';
import { threads } from '../thread/thread.document';
import { votes } from '../vote/vote.document';
import type { Erased } from './erasure.document';
import { removed, renamed, rewritten, unnamed, type Step } from './erasure.steps';

/**
 * How it is forgotten who somebody was. What they said stays under a name that means nothing and leads nowhere, the same for all
 * of it; what they voted and reacted still counts.
 */
const steps: readonly Step[] = [
  renamed(threads, 'authorId'),
  renamed(posts, 'authorId'),
  renamed(messages, 'authorId'),
  renamed(cases, 'authorId'),
  renamed(cases, 'decidedById'),
  renamed(cases, 'claimedById', null),
  renamed(moderationEntries, 'personId'),
  renamed(moderationEntries, 'actorId'),
  renamed(postEdits, 'editorId'),
  rewritten(members, forgetPairs),
  rewritten(votes),
  rewritten(reactions),
  rewritten(reports),
  removed(follows, 'userId'),
  removed(readMarks, 'userId'),
  removed(lastPosts, 'userId'),
  removed(restrictions, 'userId'),
  removed(invites, 'createdById'),
  removed(blocks, 'userId'),
  removed(blocks, 'blockedId'),
  unnamed(posts, postWithout),
  unnamed(postEdits, ({ body }, userId) => ({ body: withoutPerson(body, userId) })),
  unnamed(messages, ({ body }, userId) => ({ body: body && withoutPerson(body, userId) })),
];

/** Forgets somebody in at most so many documents. Whether that was all. Inside of a transaction. */
export async function forgetSome(tx: Scope, whom: Erased, most: number): Promise<boolean> {
  let left = most;
  for (const step of steps) {
    left -= await step(tx, whom, left);
    if (left <= 0) return false;
  }
  return true;
}

/** Whose conversation of two it was stands in its key. */
function forgetPairs(tx: Scope, rows: readonly Member[]): Promise<unknown> {
  const _id = { $in: rows.map(({ conversationId }) => conversationId) };
  const direct = { _id, kind: ConversationKind.DIRECT };
  return tx.documents.of(conversations).updateMany(direct, { $set: { uniqueKey: null } });
}

/** The title of a thread stands in the words of the post that opens it. */
async function postWithout({ threadId, text, words }: Post, userId: string, tx: Scope): Promise<Partial<Post>> {
  const { title } = partsOf(words);
  const cut = title && withoutPerson(title, userId);
  if (cut !== title)
    await tx.documents.of(threads).updateOne({ _id: threadId, title: title! }, { $set: { title: cut! } });
  const left = withoutPerson(text, userId);
  return { text: left, words: wordsOfPost(cut, left) };
}
