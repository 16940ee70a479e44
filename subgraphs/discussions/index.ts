import { defineSubgraph } from '../../kit/subgraph/define';
import { courses } from './course/course.document';
import { onCourseChanged } from './course/course.events';
import { resolveCourse } from './course/course.ref';
import { discussionsErrors } from './discussions.errors';
import { enrollments } from './enrollment/enrollment.document';
import { onEnrollmentEnded, onEnrollmentStarted } from './enrollment/enrollment.events';
import { forums } from './forum/forum.document';
import { CourseForumResolver, ForumResolver, LessonThreadsResolver } from './forum/forum.resolver';
import { curricula, lessons } from './lesson/lesson.document';
import { onCurriculumPublished } from './lesson/lesson.events';
import { resolveLesson } from './lesson/lesson.ref';
import { postEdits, posts } from './post/post.document';
import { resolvePost } from './post/post.reference';
import { PostResolver } from './post/post.resolver';
import { lastPosts } from './post/slow-mode';
import { threads } from './thread/thread.document';
import { ThreadMutations } from './thread/thread.mutations';
import { resolveThread } from './thread/thread.reference';
import { ThreadResolver } from './thread/thread.resolver';
import { ThreadSubscriptions } from './thread/thread.subscriptions';

export const discussions = defineSubgraph({
  name: 'discussions',
  resolvers: [
    ForumResolver,
    CourseForumResolver,
    LessonThreadsResolver,
    ThreadResolver,
    ThreadMutations,
    ThreadSubscriptions,
    PostResolver,
  ],
  references: { Thread: resolveThread, Post: resolvePost, Course: resolveCourse, Lesson: resolveLesson },
  entities: [],
  migrations: [],
  documents: {
    collections: [courses, lessons, curricula, enrollments, forums, threads, posts, postEdits, lastPosts],
    migrations: [],
  },
  emits: ['post.published'],
  handlers: [onCourseChanged, onCurriculumPublished, onEnrollmentStarted, onEnrollmentEnded],
  jobs: [],
  errors: discussionsErrors,
  sensitive: [],
});
