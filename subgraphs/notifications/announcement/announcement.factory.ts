import type { Factory } from '../../../kit/testing/subgraph-test';
import { CourseLoaders } from '../course/course.loaders';
import { Announcement } from './announcement.entity';
import { AnnouncementState } from './announcement.states';

interface Given {
  /** One that is known. */
  readonly courseId: string;
  readonly state?: AnnouncementState;
}

/** An announcement; that it was said tells nobody anything. */
export const announcementFactory: Factory<Given, Announcement> = (
  scope,
  { courseId, state = AnnouncementState.SENT },
) =>
  scope.transaction(async (tx) => {
    const { organisationId } = await tx.get(CourseLoaders).known(courseId);
    const now = tx.clock.now();
    const row = { courseId, organisationId, authorId: null, title: 'A title', body: 'A text.', state };
    return tx.save(Object.assign(new Announcement(), row, { scheduledAt: now, sentAt: now }));
  });
