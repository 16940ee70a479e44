import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { daysAfter } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import { requireCourse } from '../course/course.require';
import { Learners } from '../learner/learners';
import { UserRef } from '../user/user.stub';
import { Announcement } from './announcement.entity';
import type { AnnouncementAudience, CreateAnnouncementInput, UpdateAnnouncementInput } from './announcement.input';
import { announcementCoursePolicy, announcementPolicy } from './announcement.policy';
import { AnnouncementState } from './announcement.states';
import { planAnnouncement } from './publish-announcement.job';

/** What those who teach a course say to everyone in it. */
export class AnnouncementService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, BAD_INPUT, UNAUTHENTICATED */
  create({ courseId, title, body, scheduledAt }: CreateAnnouncementInput): Promise<Announcement> {
    return this.scope.transaction(async (tx) => {
      const authorId = signedIn(tx.viewer);
      const { organisationId } = await requireCourse(tx, courseId, announcementCoursePolicy.announce);
      const announcement = Object.assign(new Announcement(), {
        courseId,
        organisationId,
        authorId,
        title,
        body,
        sentAt: null,
        state: AnnouncementState.SCHEDULED,
        scheduledAt: moment(tx, scheduledAt),
      });
      await tx.save(announcement);
      await planAnnouncement(tx, announcement);
      return announcement;
    });
  }

  /** @throws NOT_FOUND, CONFLICT, BAD_INPUT, ANNOUNCEMENT_OVER */
  update({ id, title, body, scheduledAt, expectedVersion }: UpdateAnnouncementInput): Promise<Announcement> {
    return this.scope.transaction(async (tx) => {
      const announcement = await tx.require(Announcement, id, announcementPolicy.edit, expectedVersion);
      announcement.demandWaiting();
      Object.assign(announcement, {
        title: title ?? announcement.title,
        body: body ?? announcement.body,
        scheduledAt: scheduledAt ? moment(tx, scheduledAt) : announcement.scheduledAt,
      });
      await tx.save(announcement);
      await planAnnouncement(tx, announcement);
      return announcement;
    });
  }

  /** @throws NOT_FOUND, ANNOUNCEMENT_OVER */
  cancel(id: string): Promise<Announcement> {
    return this.scope.transaction(async (tx) => {
      const announcement = await tx.require(Announcement, id, announcementPolicy.edit);
      return tx.save(announcement.become(AnnouncementState.CANCELLED));
    });
  }

  /** @throws NOT_FOUND */
  async audience(courseId: string): Promise<AnnouncementAudience> {
    signedIn(this.scope.viewer);
    await requireCourse(this.scope, courseId, announcementCoursePolicy.announce);
    const learners = this.scope.get(Learners);
    const sample = await learners.page(courseId, null, 10);
    return { count: await learners.count(courseId), sample: sample.map((id) => UserRef.of(id)) };
  }
}

/** @throws BAD_INPUT more than a year ahead; what lies behind is now */
function moment({ clock }: Scope, wanted: Date | null | undefined): Date {
  const now = clock.now();
  if (!wanted || wanted < now) return now;
  if (wanted > daysAfter(now, 366))
    throw kitErrors.BAD_INPUT({ fields: { 'input.scheduledAt': 'At most a year ahead.' } });
  return wanted;
}
