import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { NotificationKind } from '../kind/kind';
import { Notification } from './notification.entity';
import { Telling } from './telling';

interface Given {
  readonly userId: string;
  /** One that is known; without, it is a welcome. */
  readonly courseId?: string;
}

/** Somebody is told something, on the path of every event. */
export const notificationFactory: Factory<Given, Notification> = (scope, { userId, courseId = null }) =>
  scope.transaction(async (tx) => {
    const [eventId, subjectId] = [randomUUID(), randomUUID()];
    const kind = courseId ? NotificationKind.ENROLLED : NotificationKind.WELCOME;
    const about = { kind, to: { people: [userId] }, courseId, subjectId, actorId: null, facts: {} };
    await tx.get(Telling).tell({ ...about, groupKey: `${kind}:${subjectId}` }, eventId);
    return tx.db.findOneByOrFail(Notification, { eventId });
  });
