import { demoEpoch, demoId, learnerName } from '../../kit/demo/world';
import type { Scope } from '../../kit/scope/scope';
import { courses, type Course } from './course/course.document';
import { ForumStore } from './forum/forum.store';
import { newPost } from './post/new-post';
import { posts, type Post } from './post/post.document';
import { demoSlug, demoThreads, type DemoPost, type DemoThread } from './seed/threads';
import { newThread } from './thread/new-thread';
import { threads, type Thread } from './thread/thread.document';
import { ThreadKind } from './thread/thread.kind';
import { voteId, votes } from './vote/vote.document';

const hour = 3_600_000;

/** Puts a few threads into the forum of one demo course. Does nothing where they are, or where nobody has told of the course. */
export async function seed(scope: Scope): Promise<void> {
  const course = await scope.documents.of(courses).findOne({ _id: demoId('Course', demoSlug) });
  if (!course) return;
  await scope.transaction(async (tx) => {
    for (const [place, told] of demoThreads.entries()) await seedThread(tx, course, told, place);
  });
}

async function seedThread(tx: Scope, course: Course, told: DemoThread, place: number): Promise<void> {
  const _id = demoId('Thread', told.title);
  if (await tx.documents.of(threads).findOne({ _id })) return;
  const begunAt = new Date(demoEpoch.getTime() - (demoThreads.length - place) * 26 * hour);
  const written = [told, ...told.replies].map((post, index) => postOf(course, told, post, index, begunAt));
  const [opening, ...replies] = written;
  if (!opening) return;
  const isAnswered = replies.some(({ isAccepted, isEndorsed }) => isAccepted || isEndorsed);
  const lessonId = told.lesson === null ? null : demoId('Lesson', `${demoSlug}/${told.lesson}`);
  const thread = newThread(opening, { lessonId, kind: told.kind, title: told.title, tags: told.tags });
  Object.assign(thread, {
    ...answersAmong(replies),
    isAnswered,
    isPinned: told.isPinned ?? false,
    replyCount: replies.length,
    score: opening.score,
    lastActivityAt: written.at(-1)!.createdAt,
  });
  await tx.documents.of(threads).insertOne(thread);
  await tx.documents.of(posts).insertMany(written);
  const ballots = written.flatMap((post) => ballotsFor(post));
  if (ballots.length > 0) await tx.documents.of(votes).insertMany(ballots);
  const isOpen = told.kind === ThreadKind.QUESTION && !isAnswered;
  await tx.get(ForumStore).count(thread, { threads: 1, unanswered: isOpen ? 1 : 0 });
}

function postOf(course: Course, { title }: DemoThread, told: DemoPost, index: number, begunAt: Date): Post {
  const createdAt = new Date(begunAt.getTime() + index * hour);
  const post = newPost({
    _id: demoId('Post', `${title}/${index}`),
    organisationId: course.organisationId,
    courseId: course._id,
    threadId: demoId('Thread', title),
    parentId: null,
    authorId: told.by === 'instructor' ? (course.instructorIds[0] ?? '') : demoId('User', learnerName(told.by)),
    isAnonymous: false,
    createdAt,
    title: index === 0 ? title : null,
    body: told.body,
  });
  const { isAccepted = false, isEndorsed = false, score = 0 } = told;
  return Object.assign(post, { isAccepted, isEndorsed, score, publishedAt: createdAt });
}

function answersAmong(replies: readonly Post[]): Pick<Thread, 'acceptedPostId' | 'endorsedPostIds'> {
  return {
    acceptedPostId: replies.find(({ isAccepted }) => isAccepted)?._id ?? null,
    endorsedPostIds: replies.filter(({ isEndorsed }) => isEndorsed).map(({ _id }) => _id),
  };
}

/** The votes that a score is the sum of, by learners who did not write the post. */
function ballotsFor({ _id: postId, authorId, score }: Post) {
  const voters = Array.from({ length: score + 1 }, (_, index) => demoId('User', learnerName(100 + index)));
  const others = voters.filter((id) => id !== authorId).slice(0, score);
  return others.map((userId) => ({ _id: voteId(postId, userId), postId, userId, weight: 1 }));
}
