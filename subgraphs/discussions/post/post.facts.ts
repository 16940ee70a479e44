import type { EventPayload } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';
import { courses } from '../course/course.document';
import type { Thread } from '../thread/thread.document';
import type { Post } from './post.document';
import { snippetOf } from './post.text';

type PostFacts = Omit<EventPayload<'post.published'>, 'mentionedIds'>;

/** What events tell of a post; of an author who is hidden from classmates they tell nothing. */
export async function factsOf(scope: Scope, thread: Thread, post: Post): Promise<PostFacts> {
  const course = await scope.documents.of(courses).findOne({ _id: thread.courseId });
  return {
    postId: post._id,
    threadId: thread._id,
    courseId: thread.courseId,
    organisationId: thread.organisationId,
    lessonId: thread.lessonId,
    kind: thread.kind,
    isOpening: post.isOpening,
    authorId: post.isAnonymous ? null : post.authorId,
    title: thread.title,
    courseTitle: course?.title ?? '',
    snippet: snippetOf(post.text),
  };
}
