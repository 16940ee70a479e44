import type { EventName, EventPayload } from '../../../kit/events/catalog';
import { on, type EventHandler } from '../../../kit/events/on';
import { Telling } from '../notification/telling';
import { NotificationKind } from './kind';
import { isNews, type Facts, type News, type Occasion } from './occasion';

type About = Partial<Omit<Occasion, 'kind' | 'to'>> & Pick<Occasion, 'kind' | 'to' | 'subjectId'>;

/** What is about a course is grouped with the rest of its kind. */
function occasion({ courseId = null, actorId = null, facts = {}, ...about }: About): Occasion {
  const { kind, subjectId } = about;
  return { courseId, actorId, facts, groupKey: `${kind}:${courseId ?? subjectId}`, ...about };
}

type PostFacts = Omit<EventPayload<'post.followed'>, 'recipientIds'>;

/** What happened in a thread is grouped by the thread: “5 new answers”. */
function ofThread(kind: NotificationKind, post: PostFacts, recipientIds: readonly string[]): Occasion {
  const { postId, threadId: subjectId, courseId, authorId: actorId, title: threadTitle, snippet } = post;
  const about = { courseId, subjectId, actorId, groupKey: `${kind}:${subjectId}` };
  return occasion({ kind, to: { people: recipientIds }, ...about, facts: { postId, threadTitle, snippet } });
}

const when = <N extends EventName>(event: N, of: News<N>['of']): EventHandler =>
  on(
    event,
    async (tx, payload, mark) => {
      for (const found of [of(payload, mark) ?? []].flat()) await tx.get(Telling).tell(found, mark.id);
    },
    'notify',
  );

const sanctions = {
  WARN: NotificationKind.MODERATION_WARNING,
  MUTE: NotificationKind.MODERATION_MUTE,
  BAN: NotificationKind.MODERATION_BAN,
} as const;

/** What became of a post, and of its author, are two things. That nothing changed for anybody is none. */
function decided(post: EventPayload<'post.moderated'>): Occasion[] {
  const { postId, threadId: subjectId, courseId, recipientId, decision, sanction, until, wasHidden } = post;
  const [reason, threadTitle] = [post.reason ?? '', post.title];
  const about = { to: people(recipientId), courseId, subjectId };
  const ofPost = decision === 'REMOVE' ? POST_REMOVED : wasHidden ? POST_APPROVED : null;
  return [
    ...(ofPost
      ? [occasion({ ...about, kind: ofPost, groupKey: `${ofPost}:${postId}`, facts: { reason, threadTitle } })]
      : []),
    ...(sanction ? [occasion({ ...about, kind: sanctions[sanction], facts: { reason, ...dated(until) } })] : []),
  ];
}

const dated = (until: string | null): Facts => (until === null ? {} : { until });

const people = (...ids: string[]): { people: string[] } => ({ people: ids });
const { WELCOME, ENROLLED, WAITLIST_PROMOTED, COURSE_COMPLETED, REVIEW_POSTED, REVIEW_REPLIED } = NotificationKind;
const { MENTION, NEW_ANSWER, NEW_POST, ANSWER_ACCEPTED } = NotificationKind;
const { POST_APPROVED, POST_REMOVED } = NotificationKind;
const { LIVE_REMINDER, LIVE_CANCELLED, PAYMENT_RECEIVED, PAYMENT_REFUNDED } = NotificationKind;

/** Event → what is told of it to whom. */
export const newsHandlers: readonly EventHandler[] = [
  when('user.registered', ({ userId, registeredAt }, event) =>
    isNews(registeredAt, event) ? occasion({ kind: WELCOME, to: people(userId), subjectId: userId }) : null,
  ),
  when('enrollment.started', ({ userId, courseId, enrollmentId, startedAt }, event) =>
    isNews(startedAt, event)
      ? occasion({ kind: ENROLLED, to: people(userId), courseId, subjectId: enrollmentId })
      : null,
  ),
  when('waitlist.promoted', ({ userId, courseId, runId, promotedAt }, event) =>
    isNews(promotedAt, event)
      ? occasion({ kind: WAITLIST_PROMOTED, to: people(userId), courseId, subjectId: runId })
      : null,
  ),
  when('course.completed', ({ userId, courseId, enrollmentId, completedAt }, event) =>
    isNews(completedAt, event)
      ? occasion({ kind: COURSE_COMPLETED, to: people(userId), courseId, subjectId: enrollmentId })
      : null,
  ),
  when('review.posted', ({ reviewId: subjectId, courseId, authorId: actorId, stars }) =>
    occasion({ kind: REVIEW_POSTED, to: { instructorsOf: courseId }, courseId, subjectId, actorId, facts: { stars } }),
  ),
  when('review.replied', ({ reviewId: subjectId, courseId, authorId, replierId: actorId }) =>
    occasion({ kind: REVIEW_REPLIED, to: people(authorId), courseId, subjectId, actorId }),
  ),
  when('live.reminded', ({ liveSessionId: subjectId, courseId, minutesBefore: minutes }) =>
    occasion({ kind: LIVE_REMINDER, to: { learnersOf: courseId }, courseId, subjectId, facts: { minutes } }),
  ),
  when('live.cancelled', ({ liveSessionId: subjectId, courseId }) =>
    occasion({ kind: LIVE_CANCELLED, to: { learnersOf: courseId }, courseId, subjectId }),
  ),
  when('post.published', (post) => (post.mentionedIds.length > 0 ? ofThread(MENTION, post, post.mentionedIds) : null)),
  when('post.followed', (post) =>
    ofThread(post.kind === 'QUESTION' && !post.isOpening ? NEW_ANSWER : NEW_POST, post, post.recipientIds),
  ),
  when('answer.accepted', (post) => ofThread(ANSWER_ACCEPTED, { ...post, authorId: null }, [post.recipientId])),
  when('post.moderated', decided),
  when('member.restricted', ({ userId, courseId, kind, until, reason }) =>
    occasion({
      kind: sanctions[kind],
      to: people(userId),
      courseId,
      subjectId: courseId,
      facts: { reason: reason ?? '', ...dated(until) },
    }),
  ),
  when('order.paid', ({ orderId: subjectId, userId, lines }) =>
    occasion({ kind: PAYMENT_RECEIVED, to: people(userId), subjectId, facts: { courses: lines.length } }),
  ),
  when('order.refunded', ({ orderId: subjectId, userId, lines }) =>
    occasion({ kind: PAYMENT_REFUNDED, to: people(userId), subjectId, facts: { courses: lines.length } }),
  ),
];
