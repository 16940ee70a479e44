import type { Filter } from 'mongodb';
import type { Collection, Identified } from '../../../kit/documents/collection';
import type { Scope } from '../../../kit/scope/scope';
import { blocks, ConversationKind, conversations, invites, members } from '../chat/conversation.document';
import { messages, reactions } from '../chat/message.document';
import { follows } from '../follow/follow.document';
import { cases, moderationEntries } from '../moderation/case.document';
import { postEdits, posts } from '../post/post.document';
import { lastPosts } from '../post/slow-mode';
import { partsOf, withoutMention, wordsOfPost } from '../post/post.text';
import { readMarks } from '../reading/read-mark.document';
import { reports } from '../report/report.document';
import { restrictions } from '../restriction/restriction.document';
import { threads } from '../thread/thread.document';
import { votes } from '../vote/vote.document';

/**
 * Forgets who somebody was. What they said stays under a name that means nothing and leads nowhere, the same for all of it, so
 * that conversations can still be followed; what they voted and reacted still counts. Inside of a transaction.
 */
export class Erasure {
  private readonly pseudonym: string;

  constructor(private readonly scope: Scope) {
    this.pseudonym = scope.ids.next();
  }

  async forget(userId: string): Promise<void> {
    const { documents } = this.scope;
    const { pseudonym } = this;
    await documents.of(threads).updateMany({ authorId: userId }, { $set: { authorId: pseudonym } });
    await documents.of(posts).updateMany({ authorId: userId }, { $set: { authorId: pseudonym } });
    await documents.of(messages).updateMany({ authorId: userId }, { $set: { authorId: pseudonym } });
    await documents.of(cases).updateMany({ authorId: userId }, { $set: { authorId: pseudonym } });
    await documents.of(moderationEntries).updateMany({ personId: userId }, { $set: { personId: pseudonym } });
    await documents.of(moderationEntries).updateMany({ actorId: userId }, { $set: { actorId: pseudonym } });
    await documents.of(postEdits).updateMany({ editorId: userId }, { $set: { editorId: pseudonym } });
    await documents.of(cases).updateMany({ decidedById: userId }, { $set: { decidedById: pseudonym } });
    await documents.of(cases).updateMany({ claimedById: userId }, { $set: { claimedById: null } });
    await this.forgetPairs(userId);
    await this.rename(members, userId);
    await this.rename(votes, userId);
    await this.rename(reactions, userId);
    await this.rename(reports, userId);
    await documents.of(follows).deleteMany({ userId });
    await documents.of(readMarks).deleteMany({ userId });
    await documents.of(lastPosts).deleteMany({ userId });
    await documents.of(restrictions).deleteMany({ userId });
    await documents.of(invites).deleteMany({ createdById: userId });
    await documents.of(blocks).deleteMany({ userId });
    await documents.of(blocks).deleteMany({ blockedId: userId });
    await this.forgetMentions(userId);
  }

  /** Rows whose very id says whose they are are written anew. */
  private async rename<T extends Identified & { readonly userId: string }>(
    of: Collection<T>,
    userId: string,
  ): Promise<void> {
    const rows = this.scope.documents.of(of);
    const mine = { userId } as Filter<T>;
    const found = await rows.find(mine).toArray();
    if (found.length === 0) return;
    await rows.deleteMany(mine);
    const { pseudonym } = this;
    await rows.insertMany(found.map((row) => ({ ...row, _id: row._id.replace(userId, pseudonym), userId: pseudonym })));
  }

  /** Whose conversation of two it was stands in its key. */
  private async forgetPairs(userId: string): Promise<void> {
    const mine = await this.scope.documents.of(members).distinct<string>('conversationId', { userId });
    const filter = { _id: { $in: mine }, kind: ConversationKind.DIRECT };
    await this.scope.documents.of(conversations).updateMany(filter, { $set: { uniqueKey: null } });
  }

  private async forgetMentions(userId: string): Promise<void> {
    const rows = this.scope.documents.of(posts);
    for (const { _id, text, words, isOpening, mentionedIds } of await rows.find({ mentionedIds: userId }).toArray()) {
      const left = withoutMention(text, userId);
      const changed = { text: left, words: wordsOfPost(isOpening ? partsOf(words).title : null, left) };
      const others = mentionedIds.filter((id) => id !== userId);
      await rows.updateOne({ _id }, { $set: { ...changed, mentionedIds: others } });
      const edits = this.scope.documents.of(postEdits);
      for (const edit of await edits.find({ postId: _id }).toArray())
        await edits.updateOne({ _id: edit._id }, { $set: { body: withoutMention(edit.body, userId) } });
    }
  }
}
