import type { Scope } from '../../../kit/scope/scope';
import { daysBefore } from '../../../kit/scope/clock';
import { posts } from '../post/post.document';
import { PostState } from '../post/post.states';
import { hostsIn, wordsOf } from '../post/post.text';
import { judge, type Judgement } from './filter';
import { filters } from './filters';

/** So much of what somebody wrote is looked at. */
const looked = 30;

/** Whose text, in which course; `postId` where it is there already. */
interface Screened {
  readonly authorId: string;
  readonly courseId: string;
  readonly text: string;
  readonly postId?: string;
}

/** Gathers what filters want to know of a text and its author, and has them judge it. */
export class Screening {
  constructor(private readonly scope: Scope) {}

  async judge({ authorId, courseId, text, postId = '' }: Screened): Promise<Judgement> {
    const now = this.scope.clock.now();
    const written = await this.scope.documents
      .of(posts)
      .find({ authorId, courseId, _id: { $ne: postId } })
      .sort({ _id: -1 })
      .limit(looked)
      .toArray();
    const ofToday = written.filter(({ createdAt }) => createdAt > daysBefore(now, 1));
    return judge(filters, {
      words: wordsOf(text),
      hosts: hostsIn(text),
      publishedBefore: written.filter(({ state }) => state === PostState.PUBLISHED).length,
      recent: ofToday.map((post) => ({
        words: wordsOf(post.text),
        secondsAgo: (now.getTime() - post.createdAt.getTime()) / 1_000,
      })),
    });
  }
}
