import { definePolicy } from '../../../kit/policy/policy';
import { courseSetsOf } from '../course/course.sets';
import { PostState } from '../post/post.states';
import { Thread } from './thread.document';

/** Who reads threads, and who may do what with them. */
export const threadPolicy = definePolicy(Thread, {
  see: async (viewer, threads, scope) => {
    const { joined, moderated } = await courseSetsOf(scope, threads);
    const isOpen = (thread: Thread): boolean =>
      thread.isPublished || (thread.state !== PostState.DELETED && viewer.is(thread.authorId));
    return (thread) => moderated.has(thread.courseId) || (joined.has(thread.courseId) && isOpen(thread));
  },
  edit: async (viewer, threads, scope) => {
    const { joined, moderated } = await courseSetsOf(scope, threads);
    return ({ courseId, authorId }) => moderated.has(courseId) || (joined.has(courseId) && viewer.is(authorId));
  },
  moderate: async (_viewer, threads, scope) => {
    const { moderated } = await courseSetsOf(scope, threads);
    return ({ courseId }) => moderated.has(courseId);
  },
});
