import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { Rights } from '../entitlement/entitlement.rights';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { requireOpenCourse } from '../enrollment/enrolling.service';
import { enrollmentErrors } from '../enrollment.errors';
import { announceSeats } from '../live/live.topics';
import { signedIn } from '../../../kit/identity/signed-in';
import { RequestKeys } from '../../../kit/requests/request-keys';
import { SeatService } from './seat.service';
import type { JoinWaitlistInput, LeaveWaitlistInput } from './seat.input';
import { WaitlistEntry, WaitlistStatus } from './waitlist-entry.entity';
import { waitlistPolicy } from './waitlist.policy';

/** The line for a seat. */
export class WaitlistService {
  constructor(private readonly scope: Scope) {}

  /** Who waits already keeps the place. @throws NOT_FOUND, SEAT_AVAILABLE, ALREADY_ENROLLED, ENTITLEMENT_REQUIRED, RUN_ENDED */
  join(input: JoinWaitlistInput): Promise<WaitlistEntry> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction((tx) =>
      tx.get(RequestKeys).once('joinWaitlist', input, {
        run: () => this.joinOnce(tx, userId, input),
        remember: ({ id }) => id,
        recall: (id: string) => tx.db.getRepository(WaitlistEntry).findOneByOrFail({ id }),
      }),
    );
  }

  /** @throws NOT_FOUND also for a place that is no longer one */
  leave({ id }: LeaveWaitlistInput): Promise<WaitlistEntry> {
    return this.scope.transaction(async (tx) => {
      const entry = await tx.require(WaitlistEntry, id, waitlistPolicy.leave);
      if (entry.status !== WaitlistStatus.WAITING) throw kitErrors.NOT_FOUND({ thing: 'waitlist entry' });
      announceSeats(tx, entry.runId);
      return tx.save(entry.become(WaitlistStatus.LEFT));
    });
  }

  private async joinOnce(tx: Scope, userId: string, { courseId, runId }: JoinWaitlistInput): Promise<WaitlistEntry> {
    const course = await requireOpenCourse(tx, courseId);
    const learning = { userId, courseId: course.id };
    const chosen = await tx.get(SeatService).choose(course.id, runId);
    if (!chosen) throw kitErrors.NOT_FOUND({ thing: 'run' });
    await tx.get(Rights).lock(learning);
    const run = await tx.get(SeatService).lock(chosen.runId);
    if (await tx.db.getRepository(Enrollment).existsBy({ ...learning, status: EnrollmentStatus.ACTIVE }))
      throw enrollmentErrors.ALREADY_ENROLLED();
    if (!course.isFree && !(await tx.get(Rights).live(learning))) throw enrollmentErrors.ENTITLEMENT_REQUIRED();
    if (run.available !== 0) throw enrollmentErrors.SEAT_AVAILABLE({ runId: run.runId });
    const known = await tx.db
      .getRepository(WaitlistEntry)
      .findOneBy({ runId: run.runId, userId, status: WaitlistStatus.WAITING });
    if (known) return known;
    announceSeats(tx, run.runId);
    const place = { runId: run.runId, ...learning, organisationId: course.organisationId };
    return tx.save(
      Object.assign(new WaitlistEntry(), { ...place, status: WaitlistStatus.WAITING, joinedAt: tx.clock.now() }),
    );
  }
}
