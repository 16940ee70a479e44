import { defineJob } from '../../../kit/jobs/job';
import { NotificationKind } from '../kind/kind';
import { Telling } from '../notification/telling';
import { Announcement } from './announcement.entity';
import { AnnouncementState } from './announcement.states';

/** Says it, once: that it was said and the job that tells everyone commit together. */
export const publishAnnouncement = defineJob<{ id: string }>('publish_announcement', (scope, { id }) =>
  scope.transaction(async (tx) => {
    const query = tx.db.createQueryBuilder(Announcement, 'row').where({ id }).setLock('pessimistic_write');
    const announcement = await query.getOne();
    // A job that had begun when the time was changed comes too early; there is another one.
    if (announcement?.state !== AnnouncementState.SCHEDULED || announcement.scheduledAt > tx.clock.now()) return;
    const { courseId, authorId: actorId } = announcement;
    await tx.save(Object.assign(announcement.become(AnnouncementState.SENT), { sentAt: tx.clock.now() }));
    const kind = NotificationKind.ANNOUNCEMENT;
    const about = { courseId, actorId, subjectId: id, groupKey: `${kind}:${courseId}`, facts: {} };
    await tx.get(Telling).tell({ kind, to: { learnersOf: courseId }, ...about }, id);
  }),
);
