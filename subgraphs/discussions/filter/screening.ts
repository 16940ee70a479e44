import type { Scope } from '../../../kit/scope/scope';
import { daysBefore } from '../../../kit/scope/clock';
import { posts, type Post } from '../post/post.document';
import { PostState } from '../post/post.states';
import { hostsIn, partsOf } from '../post/post.text';
import { judge, type Judgement } from './filter';
import { filters } from './filters';

/** So much of what somebody wrote is looked at. */
const looked = 30;

/** Gathers what filters want to know of a post and its author, and has them judge it. */
export class Screening {
  constructor(private readonly scope: Scope) {}

  /** @param tags of the thread that it opens, where they are new */
  async judge({ _id, authorId, courseId, text, words }: Post, tags: readonly string[] = []): Promise<Judgement> {
    const now = this.scope.clock.now();
    const written = await this.scope.documents
      .of(posts)
      .find({ authorId, courseId, _id: { $ne: _id } })
      .sort({ _id: -1 })
      .limit(looked)
      .toArray();
    const ofToday = written.filter(({ createdAt }) => createdAt > daysBefore(now, 1));
    const { title, said } = partsOf(words);
    return judge(filters, {
      title: [title, ...tags].join(' '),
      words: said,
      hosts: hostsIn([title, ...tags, text].join('\n\n')),
      publishedBefore: written.filter(({ state }) => state === PostState.PUBLISHED).length,
      recent: ofToday.map((post) => ({
        words: partsOf(post.words).said,
        secondsAgo: (now.getTime() - post.createdAt.getTime()) / 1_000,
      })),
      files: [],
    });
  }
}
