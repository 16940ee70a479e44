import type { Scope } from '../../../kit/scope/scope';
import { daysBefore } from '../../../kit/scope/clock';
import { assets } from '../asset/asset.document';
import type { Conversation } from '../chat/conversation.document';
import { messages, type Message } from '../chat/message.document';
import { posts } from '../post/post.document';
import { PostState } from '../post/post.states';
import { hostsIn, wordsOf } from '../post/post.text';
import { natureOf, type FileNature } from './file-nature';
import { judge, type Judgement } from './filter';
import { chatFilters, newcomerPosts } from './filters';

/** So much of what somebody said is looked at: in chats people say little, and often. */
const looked = 10;

/** Gathers what filters want to know of a message and its author, and has them judge it. */
export class MessageScreening {
  constructor(private readonly scope: Scope) {}

  async judge(message: Message, { courseId }: Conversation): Promise<Judgement> {
    const { _id, authorId, body, attachmentIds } = message;
    const now = this.scope.clock.now();
    const said = await this.scope.documents
      .of(messages)
      .find({ authorId, _id: { $ne: _id } })
      .sort({ _id: -1 })
      .limit(looked)
      .toArray();
    const hosts = hostsIn(body ?? '');
    const known = said.filter(({ isPublished }) => isPublished).length;
    const isKnown = hosts.length === 0 || known >= newcomerPosts;
    return judge(chatFilters, {
      title: '',
      words: wordsOf(body ?? ''),
      hosts,
      publishedBefore: known + (isKnown ? 0 : await this.postsOf(authorId, courseId)),
      recent: said
        .filter(({ createdAt }) => createdAt > daysBefore(now, 1))
        .map((before) => ({
          // Read only where somebody says as much as might be said twice.
          get words() {
            return wordsOf(before.body ?? '');
          },
          secondsAgo: (now.getTime() - before.createdAt.getTime()) / 1_000,
        })),
      files: await this.filesOf(attachmentIds),
    });
  }

  private async filesOf(ids: readonly string[]): Promise<FileNature[]> {
    if (ids.length === 0) return [];
    const found = await this.scope.documents
      .of(assets)
      .find({ _id: { $in: [...ids] } })
      .toArray();
    const natures = new Map(found.map((file) => [file._id, natureOf(file)]));
    return ids.map((id) => natures.get(id) ?? 'UNKNOWN');
  }

  /** How much somebody has published in the forum of a course, as far as that matters. */
  private async postsOf(authorId: string, courseId: string): Promise<number> {
    const published = { authorId, courseId, state: PostState.PUBLISHED };
    return (await this.scope.documents.of(posts).find(published).limit(newcomerPosts).toArray()).length;
  }
}
