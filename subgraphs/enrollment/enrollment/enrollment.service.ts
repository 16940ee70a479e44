import { emit } from '../../../kit/events/emit';
import type { EventPayload } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';
import type { KnownCourse } from '../course/known-course.entity';
import { announceEnrollment } from '../live/live.topics';
import { Recomputation } from '../progress/recomputation';
import { SeatService } from '../seat/seat.service';
import { Enrollment } from './enrollment.entity';
import { EnrollmentStatus, type Ending } from './enrollment.states';

interface Start {
  readonly course: KnownCourse;
  readonly userId: string;
  readonly runId: string | null;
  /** The earlier enrolment whose progress comes along. */
  readonly carriedFromId?: string | null;
}

/** Starts and ends enrolments; that it may, and that a seat was taken, is decided by the callers. */
export class EnrollmentService {
  constructor(private readonly tx: Scope) {}

  async start({ course, userId, runId, carriedFromId = null }: Start): Promise<Enrollment> {
    const enrollment = await this.tx.save(
      Object.assign(new Enrollment(), {
        id: this.tx.ids.next(),
        userId,
        courseId: course.id,
        runId,
        organisationId: course.organisationId,
        cohortId: null,
        status: EnrollmentStatus.ACTIVE,
        startedAt: this.tx.clock.now(),
        endedAt: null,
        carriedFromId,
      }),
    );
    await this.tx.get(Recomputation).begin(enrollment);
    await emit(this.tx, 'enrollment.started', startedFacts(enrollment));
    announceEnrollment(this.tx, enrollment);
    return enrollment;
  }

  /** Ends it and gives its seat back. @throws ENROLLMENT_ENDED */
  async end(enrollment: Enrollment, how: Ending): Promise<Enrollment> {
    const endedAt = this.tx.clock.now();
    enrollment.end(how, endedAt);
    await this.tx.save(enrollment);
    if (enrollment.runId) await this.tx.get(SeatService).giveBack(enrollment.runId);
    await emit(this.tx, 'enrollment.ended', {
      ...startedFacts(enrollment),
      endedAt: endedAt.toISOString(),
      reason: how,
    });
    announceEnrollment(this.tx, enrollment);
    return enrollment;
  }
}

export function startedFacts({
  id,
  userId,
  courseId,
  runId,
  organisationId,
  startedAt,
}: Enrollment): EventPayload<'enrollment.started'> {
  return { enrollmentId: id, userId, courseId, runId, organisationId, startedAt: startedAt.toISOString() };
}
