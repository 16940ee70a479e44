import { on } from '../../../kit/events/on';
import { keepEnrollment } from '../enrollment/enrollment.events';
import { viewings } from '../viewing/viewing.document';
import { Entitlement } from './entitlement';
import { grants, holders } from './grant.document';
import { PlaybackEndReason } from './grant.states';
import { GrantStore } from './grant.store';

/** Who logs out, or is logged out, plays no further. */
export const onSessionEnded = on(
  'session.ended',
  async (tx, { sessionId }) => {
    const store = tx.get(GrantStore);
    for (const grant of await store.open({ sessionId })) await store.end(grant, PlaybackEndReason.SIGNED_OUT);
  },
  'playback',
);

/** Refunded, left or thrown out: playing stops at once, unless something else lets the learner go on. */
export const onLearnerLeft = on(
  'enrollment.ended',
  async (tx, facts) => {
    // The other handler of this event may come later.
    await keepEnrollment(tx, facts, new Date(facts.endedAt));
    const { userId: personId, courseId } = facts;
    const store = tx.get(GrantStore);
    for (const grant of await store.open({ personId, courseId }))
      if (!(await tx.get(Entitlement).holds(grant))) await store.end(grant, PlaybackEndReason.NO_ACCESS);
  },
  'playback',
);

/** Nobody has watched anything who is nobody any more. */
export const onViewerErased = on(
  'user.erased',
  async (tx, { userId: personId }) => {
    const store = tx.get(GrantStore);
    for (const grant of await store.open({ personId })) await store.end(grant, PlaybackEndReason.SIGNED_OUT);
    await tx.documents.of(grants).deleteMany({ personId });
    await tx.documents.of(viewings).deleteMany({ personId });
    await tx.documents.of(holders).deleteOne({ _id: personId });
  },
  'playback',
);
