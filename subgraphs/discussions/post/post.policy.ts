import { definePolicy } from '../../../kit/policy/policy';
import { courseSetsOf } from '../course/course.sets';
import { ThreadLoaders } from '../thread/thread.loaders';
import { Post } from './post.document';

/** Who reads posts, and who may do what with them. Nobody reads one without its thread; of what is gone its place is seen. */
export const postPolicy = definePolicy(Post, {
  see: async (viewer, posts, scope) => {
    const { moderated } = await courseSetsOf(scope, posts);
    const { visible } = scope.get(ThreadLoaders);
    const threads = await Promise.all(posts.map(({ threadId }) => visible.load(threadId)));
    const open = new Set(threads.flatMap((thread) => thread?._id ?? []));
    return ({ courseId, threadId, isUnseen, authorId }) =>
      open.has(threadId) && (!isUnseen || viewer.is(authorId) || moderated.has(courseId));
  },
  edit: async (viewer, posts, scope) => {
    const { joined, moderated } = await courseSetsOf(scope, posts);
    return ({ courseId, authorId }) => moderated.has(courseId) || (joined.has(courseId) && viewer.is(authorId));
  },
  moderate: async (_viewer, posts, scope) => {
    const { moderated } = await courseSetsOf(scope, posts);
    return ({ courseId }) => moderated.has(courseId);
  },
});
