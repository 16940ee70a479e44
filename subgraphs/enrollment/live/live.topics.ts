import { liveTopic } from '../../../kit/live/live';
import type { Scope } from '../../../kit/scope/scope';
import type { Enrollment } from '../enrollment/enrollment.entity';

/** What changed; who listens reads the rest, as itself. */
export interface EnrollmentMessage {
  readonly enrollmentId: string;
}

export interface SeatsMessage {
  readonly runId: string;
}

/** Keys: `<course>` for its staff, `<course>/<user>` for one learner. */
export const progressTopic = liveTopic<EnrollmentMessage>('course_progress');
export const enrollmentTopic = liveTopic<EnrollmentMessage>('enrollment');
/** Keys: `<run>`. */
export const seatsTopic = liveTopic<SeatsMessage>('seats');

export const learnerKey = (courseId: string, userId: string): string => `${courseId}/${userId}`;

type Announced = Pick<Enrollment, 'id' | 'courseId' | 'userId'>;

export function announceProgress(tx: Scope, { id, courseId, userId }: Announced): void {
  tx.afterCommit(() => progressTopic.publish(tx.live, learnerKey(courseId, userId), { enrollmentId: id }));
}

/** An ending also wakes those who follow the progress, so that their stream ends at once. */
export function announceEnrollment(tx: Scope, enrollment: Announced): void {
  const { id, courseId, userId } = enrollment;
  announceProgress(tx, enrollment);
  tx.afterCommit(() => {
    enrollmentTopic.publish(tx.live, learnerKey(courseId, userId), { enrollmentId: id });
    enrollmentTopic.publish(tx.live, courseId, { enrollmentId: id });
  });
}

export function announceSeats(tx: Scope, runId: string): void {
  tx.afterCommit(() => seatsTopic.publish(tx.live, runId, { runId }));
}
