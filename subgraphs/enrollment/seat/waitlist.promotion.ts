import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import type { KnownCourse } from '../course/known-course.entity';
import { Rights } from '../entitlement/entitlement.rights';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentService } from '../enrollment/enrollment.service';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { SeatService } from './seat.service';
import { WaitlistEntry, WaitlistStatus } from './waitlist-entry.entity';

/** Gives freed seats to those who wait, in order, on the same path as everyone's. */
export class WaitlistPromotion {
  constructor(private readonly tx: Scope) {}

  /** Call in the transaction that freed seats, which holds the run's row: nobody gets in between. */
  async promote(runId: string): Promise<void> {
    for (let entry = await this.first(runId); entry; entry = await this.first(runId)) {
      const course = await this.tx.get(CourseLoaders).facts.load(entry.courseId);
      const isEntitled = course !== null && (await this.isEntitled(course, entry.userId));
      if (!isEntitled) {
        await this.tx.save(entry.become(WaitlistStatus.LAPSED));
        continue;
      }
      if (!(await this.tx.get(SeatService).take(runId))) return;
      await this.admit(course, entry);
    }
  }

  /** Someone who waited has enrolled on their own. */
  async settle(runId: string, userId: string): Promise<void> {
    const entry = await this.tx.db
      .getRepository(WaitlistEntry)
      .findOneBy({ runId, userId, status: WaitlistStatus.WAITING });
    if (entry) await this.tx.save(entry.become(WaitlistStatus.PROMOTED));
  }

  private async admit(course: KnownCourse, entry: WaitlistEntry): Promise<void> {
    const { userId, runId } = entry;
    const live = await this.tx.get(Rights).live({ userId, courseId: course.id });
    await this.tx.get(Rights).enterFree(course, userId, live);
    await this.tx.get(EnrollmentService).start({ course, userId, runId });
    await this.tx.save(entry.become(WaitlistStatus.PROMOTED));
    const promotedAt = this.tx.clock.now().toISOString();
    const { id: courseId, organisationId } = course;
    await emit(this.tx, 'waitlist.promoted', { userId, courseId, runId, organisationId, promotedAt });
  }

  private async isEntitled(course: KnownCourse, userId: string): Promise<boolean> {
    const learning = { userId, courseId: course.id };
    await this.tx.get(Rights).lock(learning);
    if (!course.isPublished) return false;
    const isIn = await this.tx.db.getRepository(Enrollment).existsBy({ ...learning, status: EnrollmentStatus.ACTIVE });
    return !isIn && (course.isFree || (await this.tx.get(Rights).live(learning)) !== null);
  }

  private first(runId: string): Promise<WaitlistEntry | null> {
    return this.tx.db
      .createQueryBuilder(WaitlistEntry, 'row')
      .where({ runId, status: WaitlistStatus.WAITING })
      .orderBy('row.joinedAt')
      .addOrderBy('row.id')
      .limit(1)
      .setLock('pessimistic_write')
      .getOne();
  }
}
