import { daysAfter } from '../../kit/scope/clock';
import { demoEpoch, demoId, learnerName } from '../../kit/demo/world';
import type { Scope } from '../../kit/scope/scope';
import { NotificationKind } from './kind/kind';
import type { Occasion } from './kind/occasion';
import { Notifying } from './notification/notifying';

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
      await tx.get(Notifying).tell(occasion, demoId('Notification', String(place)), daysAfter(demoEpoch, place));
  });
}

const inCourse = (kind: NotificationKind, slug: string): Occasion => {
  const courseId = demoId('Course', slug);
  return about({ kind, courseId, subjectId: courseId });
};

function about(given: Pick<Occasion, 'kind' | 'subjectId'> & Partial<Occasion>): Occasion {
  const groupKey = `${given.kind}:${given.subjectId}`;
  return { to, courseId: null, actorId: null, facts: {}, groupKey, ...given };
}
