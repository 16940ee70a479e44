import type { Filter } from 'mongodb';
import type { Scope } from '../../../kit/scope/scope';
import { posts, type Post } from '../post/post.document';
import { postPolicy } from '../post/post.policy';
import { PostState } from '../post/post.states';
import type { Thread } from '../thread/thread.document';
import { ThreadLoaders } from '../thread/thread.loaders';

/** How many threads are proposed to somebody who is about to ask. */
export const mostSimilar = 5;

/** Posts of threads that are gone are found, and left out: so many times as many as are asked for are looked at. */
const mostPages = 10;

/** Finds what was said in a course. What the viewer may not read is left out of the index query, and again of what it found. */
export class ForumSearch {
  constructor(private readonly scope: Scope) {}

  /** Posts with these words, the most fitting first. */
  async posts(courseId: string, text: string, first: number): Promise<Post[]> {
    return this.find({ courseId }, text, first);
  }

  /** Threads whose title or opening post has words of a question that is being typed. */
  async similar(courseId: string, title: string): Promise<Thread[]> {
    const openings = await this.find({ courseId, isOpening: true }, wordsOnly(title), mostSimilar);
    const { visible } = this.scope.get(ThreadLoaders);
    const threads = await Promise.all(openings.map(({ threadId }) => visible.load(threadId)));
    return threads.filter((thread) => thread !== null);
  }

  private async find(where: Filter<Post>, text: string, first: number): Promise<Post[]> {
    if (text.trim() === '') return [];
    const filter: Filter<Post> = { ...where, state: PostState.PUBLISHED, $text: { $search: text } };
    const shown: Post[] = [];
    for (let page = 0; page < mostPages && shown.length < first; page += 1) {
      const found = await this.scope.documents
        .of(posts)
        .find(filter)
        .sort({ relevance: { $meta: 'textScore' }, _id: -1 })
        .skip(page * first)
        .limit(first)
        .toArray();
      shown.push(...(await postPolicy.see(this.scope, found)));
      if (found.length < first) break;
    }
    return shown.slice(0, first);
  }
}

/** Whoever types a question means no operators of the search. */
const wordsOnly = (text: string): string => text.replace(/["-]/g, ' ');
