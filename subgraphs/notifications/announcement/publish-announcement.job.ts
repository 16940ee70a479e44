import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { NotificationKind } from '../kind/kind';
import { Telling } from '../notification/telling';
import { Announcement } from './announcement.entity';
import { AnnouncementState } from './announcement.states';

/** Says it, once: that it was said and the job that tells everyone commit together. */
export const publishAnnouncement: Job<{ id: string }> = defineJob('publish_announcement', (scope, { id }) =>
  scope.transaction(async (tx) => {
    const query = tx.db.createQueryBuilder(Announcement, 'row').where({ id }).setLock('pessimistic_write');
    const announcement = await query.getOne();
    if (announcement?.state !== AnnouncementState.SCHEDULED) return;
    // The time was changed when the job had begun, or our clock is behind the database's, by which jobs are due.
    if (announcement.scheduledAt > tx.clock.now()) return planAnnouncement(tx, announcement);
    const { courseId, authorId: actorId } = announcement;
    await tx.save(Object.assign(announcement.become(AnnouncementState.SENT), { sentAt: tx.clock.now() }));
    const kind = NotificationKind.ANNOUNCEMENT;
    const about = { courseId, actorId, subjectId: id, groupKey: `${kind}:${courseId}`, facts: {} };
    await tx.get(Telling).tell({ kind, to: { learnersOf: courseId }, ...about }, id);
  }),
);

/** One job per announcement: a new time takes the place of the old one. */
export function planAnnouncement(tx: Scope, { id, scheduledAt }: Announcement): Promise<void> {
  return enqueue(tx, publishAnnouncement, { id }, { key: `announce:${id}`, runAt: scheduledAt });
}
