import { randomUUID } from 'node:crypto';
import { Viewer } from '../../kit/identity/viewer';
import { announcementFactory } from '../../subgraphs/notifications/announcement/announcement.factory';
import { AnnouncementState } from '../../subgraphs/notifications/announcement/announcement.states';
import { courseFactory } from '../../subgraphs/notifications/course/course.factory';
import { Learner } from '../../subgraphs/notifications/learner/learner.entity';
import { notificationFactory } from '../../subgraphs/notifications/notification/notification.factory';
import type { Lyceum } from './lyceum';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

/** What the learner and somebody else were told, and what was said in courses of the marketplace and of each organisation. */
export async function makeNotifications(
  lyceum: Lyceum,
  { learner, other, instructor }: Inhabitants,
  { A, B }: Organisations,
): Promise<Record<'Notification' | 'Announcement', Ids>> {
  const scope = lyceum.platform.get('notifications').scope(Viewer.system);
  const courseIn = async (organisationId: string | null): Promise<string> =>
    (await courseFactory(scope, { organisationId, instructorIds: [instructor.id] })).courseId;
  const [market, inA, inB] = [await courseIn(null), await courseIn(A), await courseIn(B)];
  for (const [courseId, organisationId] of [[market, null] as const, [inB, B] as const]) {
    const learns = { enrollmentId: randomUUID(), userId: learner.id, courseId, organisationId, endedAt: null };
    await scope.db.insert(Learner, learns);
  }
  const told = {
    own: { userId: learner.id },
    others: { userId: other.id },
    ownInB: { userId: learner.id, courseId: inB },
    othersInA: { userId: other.id, courseId: inA },
  };
  const planned = { state: AnnouncementState.SCHEDULED };
  const said = { own: { courseId: market }, ofA: { courseId: inA, ...planned }, ofB: { courseId: inB } };
  return {
    Notification: await each(told, async (given) => (await notificationFactory(scope, given)).id),
    Announcement: await each(said, async (given) => (await announcementFactory(scope, given)).id),
  };
}
