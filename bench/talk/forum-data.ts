import { randomUUID } from 'node:crypto';
import type { Scope } from '../../kit/scope/scope';
import { Course, courses } from '../../subgraphs/discussions/course/course.document';
import { enrollments } from '../../subgraphs/discussions/enrollment/enrollment.document';
import { Forum, forums } from '../../subgraphs/discussions/forum/forum.document';
import { Post, posts } from '../../subgraphs/discussions/post/post.document';
import { newPost } from '../../subgraphs/discussions/post/new-post';
import { readMarkId, readMarks } from '../../subgraphs/discussions/reading/read-mark.document';
import { newThread } from '../../subgraphs/discussions/thread/new-thread';
import { threads, type Thread } from '../../subgraphs/discussions/thread/thread.document';
import { ThreadKind } from '../../subgraphs/discussions/thread/thread.kind';
import { randomFrom, sentence } from './words';

export interface Size {
  readonly threads: number;
  /** Opening posts among them. */
  readonly posts: number;
}

/** A course with its forum, as one of its learners sees it. */
export interface MadeForum {
  readonly courseId: string;
  readonly learnerId: string;
}

const authors = 2_000;
/** Threads whose posts are written in one command. */
const atOnce = 500;
const tags = ['homework', 'lesson-1', 'exam', 'off-topic'];
/** One post in a thousand has it. */
export const rareWord = 'sextant';

/** Writes a forum straight into the collections: threads of questions and talk, each with its opening post and replies. */
export async function makeForum(scope: Scope, size: Size): Promise<MadeForum> {
  const [courseId, learnerId] = [randomUUID(), randomUUID()];
  const facts = {
    organisationId: null,
    status: 'PUBLISHED' as const,
    title: 'A course',
    instructorIds: [],
    factsVersion: 1,
  };
  await scope.documents.of(courses).insertOne(Object.assign(new Course(), { _id: courseId, ...facts }));
  const enrolled = { _id: randomUUID(), userId: learnerId, courseId, startedAt: new Date(0), endedAt: null };
  await scope.documents.of(enrollments).insertOne(enrolled);
  const maker = new ThreadMaker(scope, courseId, size);
  let [threadCount, unansweredCount] = [0, 0];
  while (threadCount < size.threads) {
    const made = Array.from({ length: Math.min(atOnce, size.threads - threadCount) }, () => maker.next());
    await scope.documents.of(threads).insertMany(made.map(({ thread }) => thread));
    await scope.documents.of(posts).insertMany(made.flatMap((one) => one.posts));
    const half = made.filter((_, index) => index % 2 === 0).map(({ thread }) => thread._id);
    await scope.documents.of(readMarks).insertMany(half.map((id) => markOf(id, learnerId, scope.clock.now())));
    threadCount += made.length;
    unansweredCount += made.filter(({ thread }) => thread.kind === ThreadKind.QUESTION && !thread.isAnswered).length;
  }
  const forum = Object.assign(Forum.empty(courseId, null), { threadCount, unansweredCount });
  await scope.documents.of(forums).insertOne(forum);
  return { courseId, learnerId };
}

const markOf = (targetId: string, userId: string, at: Date) => ({
  _id: readMarkId(targetId, userId),
  userId,
  targetId,
  at,
});

/** One thread after the other, a minute apart, the last of them now. */
class ThreadMaker {
  private number = 0;
  private readonly random = randomFrom(7);
  private readonly people = Array.from({ length: authors }, () => randomUUID());
  private readonly replies: number;
  private readonly beganAt: number;

  constructor(
    private readonly scope: Scope,
    private readonly courseId: string,
    { threads: count, posts: all }: Size,
  ) {
    this.replies = Math.round(all / count) - 1;
    this.beganAt = scope.clock.now().getTime() - count * 60_000;
  }

  next(): { readonly thread: Thread; readonly posts: readonly Post[] } {
    const { number } = this;
    this.number += 1;
    const threadId = this.scope.ids.next();
    const title = `Question ${number}: ${sentence(this.random, 5)}`;
    const opening = this.post(threadId, 0, title);
    const replies = Array.from({ length: this.replies }, (_, index) => this.post(threadId, index + 1, null));
    const kind = number % 3 === 0 ? ThreadKind.DISCUSSION : ThreadKind.QUESTION;
    const described = { lessonId: null, kind, title, tags: [tags[number % tags.length]!] };
    const thread = Object.assign(newThread(opening, described), {
      isAnswered: kind === ThreadKind.QUESTION && number % 5 !== 0,
      isPinned: number < 3,
      replyCount: replies.length,
      score: Math.floor(this.random() * 200),
      lastActivityAt: (replies.at(-1) ?? opening).createdAt,
    });
    return { thread, posts: [opening, ...replies] };
  }

  /** Words without Markdown are what is searched: nothing is rendered. */
  private post(threadId: string, step: number, title: string | null): Post {
    const { scope, courseId, people, number } = this;
    const createdAt = new Date(this.beganAt + number * 60_000 + step * 1_000);
    const said = `${sentence(this.random, 20)}${this.random() < 0.001 ? ` ${rareWord}` : ''}`;
    return Object.assign(new Post(), empty, {
      _id: scope.ids.next(),
      courseId,
      threadId,
      authorId: people[Math.floor(this.random() * authors)],
      text: said,
      words: title === null ? said : `${title}\n${said}`,
      isOpening: title !== null,
      createdAt,
      publishedAt: createdAt,
    });
  }
}

const nobody = { organisationId: null, courseId: '', threadId: '', parentId: null, authorId: '', isAnonymous: false };
const empty = newPost({ ...nobody, _id: '', createdAt: new Date(0), title: null, body: '' });
