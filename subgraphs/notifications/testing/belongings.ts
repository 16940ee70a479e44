import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';
import { person } from '../../../kit/testing/viewers';
import { announcementFactory } from '../announcement/announcement.factory';
import { AnnouncementState } from '../announcement/announcement.states';
import { contactFactory } from '../contact/contact.factory';
import { courseFactory } from '../course/course.factory';
import { Follow } from '../follow/follow.entity';
import { Learner } from '../learner/learner.entity';
import { notificationFactory } from '../notification/notification.factory';

/** Somebody who teaches a course, learns another one, follows, and was told something. */
export interface Belongings {
  readonly owner: Viewer;
  readonly courseId: string;
  readonly learntId: string;
  readonly announcementId: string;
  readonly notificationId: string;
  readonly groupId: string;
  readonly instructorId: string;
  readonly categoryId: string;
}

export async function makeBelongings(house: SubgraphTest): Promise<Belongings> {
  const [contact] = await house.make(contactFactory, [{}]);
  const { userId } = contact!;
  const [taught, learnt] = await house.make(courseFactory, [{ instructorIds: [userId] }, {}]);
  const [courseId, learntId] = [taught!.courseId, learnt!.courseId];
  const planned = { courseId, state: AnnouncementState.SCHEDULED };
  const [announcement] = await house.make(announcementFactory, [planned]);
  const [notification] = await house.make(notificationFactory, [{ userId, courseId: learntId }]);
  const [instructorId, categoryId] = [randomUUID(), randomUUID()];
  const learns = { enrollmentId: randomUUID(), userId, courseId: learntId, organisationId: null, endedAt: null };
  await house.as().db.insert(Learner, learns);
  const followedAt = house.clock.now();
  await house.as().db.insert(Follow, [
    { userId, subject: 'INSTRUCTOR', subjectId: instructorId, followedAt },
    { userId, subject: 'CATEGORY', subjectId: categoryId, followedAt },
  ]);
  const { id: notificationId, groupId } = notification!;
  const told = { notificationId, groupId, announcementId: announcement!.id };
  return { owner: person(userId), courseId, learntId, ...told, instructorId, categoryId };
}
