import { defineSubgraph } from '../../kit/subgraph/define';
import { AnswerResolver } from './answer/answer.resolver';
import { assets } from './asset/asset.document';
import { onMediaChecked, onMediaRemoved, onMediaUploaded } from './asset/asset.events';
import { resolveConversation, resolveMessage } from './chat/chat.reference';
import { ChatSubscriptions } from './chat/chat.subscriptions';
import { blocks, conversations, invites, members } from './chat/conversation.document';
import { ConversationMutations } from './chat/conversation.mutations';
import { ConversationResolver, ReadReceiptResolver } from './chat/conversation.resolver';
import { messages, reactions } from './chat/message.document';
import { MessageResolver } from './chat/message.resolver';
import { ForumRoomResolver } from './chat/room.resolver';
import { courses } from './course/course.document';
import { onCourseChanged } from './course/course.events';
import { resolveCourse } from './course/course.ref';
import { discussionsErrors } from './discussions.errors';
import { discussionsMetrics } from './discussions.metrics';
import { enrollments } from './enrollment/enrollment.document';
import { onEnrollmentEnded, onEnrollmentStarted } from './enrollment/enrollment.events';
import { follows } from './follow/follow.document';
import { FollowForumResolver, FollowThreadResolver } from './follow/follow.resolver';
import { forums } from './forum/forum.document';
import { CourseForumResolver, ForumResolver, LessonThreadsResolver } from './forum/forum.resolver';
import { curricula, lessons } from './lesson/lesson.document';
import { onCurriculumPublished } from './lesson/lesson.events';
import { resolveLesson } from './lesson/lesson.ref';
import { liveSessions } from './live-session/live-session.document';
import { onLiveScheduled } from './live-session/live-session.events';
import { LiveSessionRef, resolveLiveSession } from './live-session/live-session.ref';
import { LiveSessionRoomResolver } from './live-session/live-session.resolver';
import { askAboutMessages } from './migrations/ask-about-messages';
import { nameEverybody } from './migrations/name-everybody';
import { cases, moderationEntries } from './moderation/case.document';
import { resolveCase } from './moderation/case.reference';
import { CaseResolver, ForumModerationResolver, ModerationEntryResolver } from './moderation/case.resolver';
import { MessageModerationResolver, PostModerationResolver } from './moderation/told.resolver';
import { postEdits, posts } from './post/post.document';
import { resolvePost } from './post/post.reference';
import { PostResolver } from './post/post.resolver';
import { lastPosts } from './post/slow-mode';
import { tellFollowers } from './post/tell-followers.job';
import { readMarks } from './reading/read-mark.document';
import { ForumReadingResolver, ThreadReadingResolver } from './reading/reading.resolver';
import { reports } from './report/report.document';
import { ReportResolver } from './report/report.resolver';
import { restrictions } from './restriction/restriction.document';
import { ForumRestrictionResolver, RestrictionResolver } from './restriction/restriction.resolver';
import { ForumSearchResolver } from './search/forum-search.resolver';
import { seed } from './seed';
import { threads } from './thread/thread.document';
import { ThreadMutations } from './thread/thread.mutations';
import { resolveThread } from './thread/thread.reference';
import { ThreadResolver } from './thread/thread.resolver';
import { ThreadSubscriptions } from './thread/thread.subscriptions';
import { erasures } from './user/erasure.document';
import { forgetPerson } from './user/forget-person.job';
import { onUserErased } from './user/user.events';
import { votes } from './vote/vote.document';
import { VoteResolver } from './vote/vote.resolver';

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
    VoteResolver,
    AnswerResolver,
    FollowThreadResolver,
    FollowForumResolver,
    ThreadReadingResolver,
    ForumReadingResolver,
    ForumSearchResolver,
    CaseResolver,
    ModerationEntryResolver,
    ForumModerationResolver,
    PostModerationResolver,
    MessageModerationResolver,
    ReportResolver,
    RestrictionResolver,
    ForumRestrictionResolver,
    ConversationResolver,
    ConversationMutations,
    ReadReceiptResolver,
    MessageResolver,
    ChatSubscriptions,
    ForumRoomResolver,
    LiveSessionRoomResolver,
  ],
  references: {
    Thread: resolveThread,
    Post: resolvePost,
    ModerationCase: resolveCase,
    Conversation: resolveConversation,
    Message: resolveMessage,
    Course: resolveCourse,
    Lesson: resolveLesson,
    LiveSession: resolveLiveSession,
  },
  addsTo: [LiveSessionRef],
  entities: [],
  migrations: [],
  documents: {
    collections: [
      courses,
      lessons,
      curricula,
      liveSessions,
      enrollments,
      forums,
      threads,
      posts,
      postEdits,
      lastPosts,
      votes,
      follows,
      readMarks,
      cases,
      moderationEntries,
      reports,
      restrictions,
      conversations,
      members,
      messages,
      reactions,
      blocks,
      invites,
      erasures,
      assets,
    ],
    migrations: [nameEverybody, askAboutMessages],
  },
  emits: [
    'post.published',
    'post.followed',
    'answer.accepted',
    'post.moderated',
    'member.restricted',
    'message.posted',
    'conversation.read',
  ],
  handlers: [
    onCourseChanged,
    onCurriculumPublished,
    onEnrollmentStarted,
    onEnrollmentEnded,
    onLiveScheduled,
    onUserErased,
    onMediaChecked,
    onMediaUploaded,
    onMediaRemoved,
  ],
  jobs: [tellFollowers, forgetPerson],
  errors: discussionsErrors,
  metrics: discussionsMetrics,
  seed,
  sensitive: ['Forum.moderationCases', 'Forum.moderationLog', 'Query.moderationCase', 'Query.conversations'],
});
