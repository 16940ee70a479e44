import { Viewer } from '../../kit/identity/viewer';
import { courseFactory } from '../../subgraphs/notifications/course/course.factory';
import { notificationFactory } from '../../subgraphs/notifications/notification/notification.factory';
import type { Lyceum } from './lyceum';
import { each, type Ids, type Inhabitants, type Organisations } from './world-rows';

/** What the learner and somebody else were told, of the marketplace and of courses of each organisation. */
export async function makeNotifications(
  lyceum: Lyceum,
  { learner, other }: Inhabitants,
  { A, B }: Organisations,
): Promise<Record<'Notification', Ids>> {
  const scope = lyceum.platform.get('notifications').scope(Viewer.system);
  const inA = await courseFactory(scope, { organisationId: A });
  const inB = await courseFactory(scope, { organisationId: B });
  const told = {
    own: { userId: learner.id },
    others: { userId: other.id },
    ownInB: { userId: learner.id, courseId: inB.courseId },
    othersInA: { userId: other.id, courseId: inA.courseId },
  };
  return { Notification: await each(told, async (given) => (await notificationFactory(scope, given)).id) };
}
