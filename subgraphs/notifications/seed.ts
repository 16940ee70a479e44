import { daysAfter } from '../../kit/scope/clock';
import { demoEpoch, demoId, learnerName } from '../../kit/demo/world';
import type { Scope } from '../../kit/scope/scope';
import { Announcement } from './announcement/announcement.entity';
import { AnnouncementState } from './announcement/announcement.states';
import { Follow } from './follow/follow.entity';
import { NotificationKind } from './kind/kind';
import type { Occasion } from './kind/occasion';
import { Telling } from './notification/telling';

const learnerId = demoId('User', learnerName(0));
const to = { people: [learnerId] };
const { WELCOME, ENROLLED, REVIEW_REPLIED, PAYMENT_RECEIVED } = NotificationKind;

/** What the demo's learner was told, the oldest first. Does nothing where it is there already. */
export function seed(scope: Scope): Promise<void> {
  return scope.transaction(async (tx) => {
    const told = [
      about({ kind: WELCOME, subjectId: learnerId }),
      about({ kind: PAYMENT_RECEIVED, subjectId: demoId('Order', 'first'), facts: { courses: 1 } }),
      ...['typescript-from-first-principles', 'hearing-music-theory'].map((slug) => inCourse(ENROLLED, slug)),
      inCourse(REVIEW_REPLIED, 'typescript-from-first-principles'),
    ];
    for (const [place, occasion] of told.entries())
      await tx.get(Telling).tell(occasion, demoId('Notification', String(place)), daysAfter(demoEpoch, place));
    await announce(tx);
    await follow(tx);
  });
}

async function announce(tx: Scope): Promise<void> {
  const id = demoId('Announcement', 'first');
  if (await tx.db.existsBy(Announcement, { id })) return;
  const when = { scheduledAt: demoEpoch, sentAt: demoEpoch, createdAt: demoEpoch };
  const where = {
    courseId: demoId('Course', 'typescript-from-first-principles'),
    organisationId: null,
    authorId: null,
  };
  const what = {
    title: 'Where to ask',
    body: 'Ask below the lesson that your question is about.\n\nI look in every morning.',
  };
  await tx.save(Object.assign(new Announcement(), { id, ...where, ...what, ...when, state: AnnouncementState.SENT }));
}

async function follow(tx: Scope): Promise<void> {
  const followed = [
    { subject: 'INSTRUCTOR' as const, subjectId: demoId('User', 'ada-okafor') },
    { subject: 'CATEGORY' as const, subjectId: demoId('Category', 'software') },
  ];
  const rows = followed.map((one) => ({ ...one, userId: learnerId, followedAt: demoEpoch }));
  await tx.db.upsert(Follow, rows, ['userId', 'subject', 'subjectId']);
}

const inCourse = (kind: NotificationKind, slug: string): Occasion => {
  const courseId = demoId('Course', slug);
  return about({ kind, courseId, subjectId: courseId });
};

function about(given: Pick<Occasion, 'kind' | 'subjectId'> & Partial<Occasion>): Occasion {
  const groupKey = `${given.kind}:${given.subjectId}`;
  return { to, courseId: null, actorId: null, facts: {}, groupKey, ...given };
}
