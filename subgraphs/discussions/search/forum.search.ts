import type { Filter } from 'mongodb';
import type { Scope } from '../../../kit/scope/scope';
import { posts, type Post } from '../post/post.document';
import { postPolicy } from '../post/post.policy';
import { PostState } from '../post/post.states';
import type { Thread } from '../thread/thread.document';
import { ThreadLoaders } from '../thread/thread.loaders';

/** How many threads are proposed to somebody who is about to ask. */
export const mostSimilar = 5;

/** A word that more posts of a course have says little of what somebody looks for. */
export const commonPosts = 2_000;
/** Of so many words it is asked how common they are. */
const mostWords = 12;

/** Posts of threads that are gone are found, and left out: so many times as many as are asked for are looked at. */
const mostPages = 10;

/** Finds what was said in a course. What the viewer may not read is left out of the index query, and again of what it found. */
export class ForumSearch {
  constructor(private readonly scope: Scope) {}

  /** Posts with these words, the most fitting first. */
  async posts(courseId: string, text: string, first: number): Promise<Post[]> {
    // Whoever uses operators, or a common word alone, means it.
    const telling = text === wordsOnly(text) ? await this.tellingOf(courseId, text) : '';
    return this.find({ courseId }, telling || text, first);
  }

  /** Threads whose title or opening post has words of a question that is being typed. */
  async similar(courseId: string, title: string): Promise<Thread[]> {
    const telling = await this.tellingOf(courseId, wordsOnly(title));
    const openings = await this.find({ courseId, isOpening: true }, telling, mostSimilar);
    const { visible } = this.scope.get(ThreadLoaders);
    const threads = await Promise.all(openings.map(({ threadId }) => visible.load(threadId)));
    return threads.filter((thread) => thread !== null);
  }

  /**
   * The words that few posts of the course have, and some: what is read for them is bounded, however large the forum is, where
   * for the others each post with one of them would be read and weighed.
   */
  private async tellingOf(courseId: string, text: string): Promise<string> {
    const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))].slice(0, mostWords);
    const documents = this.scope.documents.of(posts);
    const counts = await Promise.all(
      words.map((word) => documents.count({ courseId, $text: { $search: word } }, { limit: commonPosts + 1 })),
    );
    return words.filter((_, index) => counts[index]! > 0 && counts[index]! <= commonPosts).join(' ');
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
