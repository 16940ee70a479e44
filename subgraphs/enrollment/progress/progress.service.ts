import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from '../course/course.policy';
import { CourseLoaders } from '../course/course.loaders';
import { requireCourse } from '../course/course.require';
import type { Curriculum } from '../course/curriculum.entity';
import { Rights } from '../entitlement/entitlement.rights';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { enrollmentErrors } from '../enrollment.errors';
import { LessonRef } from '../lesson/lesson.stub';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Learned } from './computation';
import { CourseProgress } from './course-progress.entity';
import { ProgressFact } from './progress-fact.entity';
import {
  RejectionCode,
  type ProgressEventInput,
  type RecordProgressInput,
  type RecordProgressPayload,
  type RejectedEvent,
} from './progress.input';
import { ProgressStore } from './progress.store';
import { Recomputation } from './recomputation';

/** A day of watching leaves a few thousand; nobody learns by more than this. */
const mostFacts = 20_000;

interface Watched extends RecordProgressInput {
  readonly userId: string;
}

/** Takes in what learners report. */
export class ProgressService {
  constructor(private readonly scope: Scope) {}

  /** Stores what is new and computes progress anew. @throws NOT_FOUND, NOT_ENROLLED, ENTITLEMENT_REQUIRED, UNAUTHENTICATED */
  record({ courseId, events }: RecordProgressInput): Promise<RecordProgressPayload> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const course = await requireCourse(tx, courseId, coursePolicy.see);
      const enrollment = await lockActive(tx, userId, course.id);
      if (!enrollment) throw enrollmentErrors.NOT_ENROLLED();
      if (!(await tx.get(Rights).live({ userId, courseId: course.id }))) throw enrollmentErrors.ENTITLEMENT_REQUIRED();
      const { facts, rejected, learned, curriculum } = await this.take(tx, enrollment, events);
      const progress = await tx.db.getRepository(CourseProgress).findOneByOrFail({ enrollmentId: enrollment.id });
      const lessons = [...new Set(events.map((event) => event.lessonId.toLowerCase()))]
        .filter((id) => isIn(curriculum, id))
        .map((id) => LessonRef.of(id));
      return {
        progress,
        enrollment,
        lessons,
        accepted: facts.length,
        rejected: [...rejected, ...lockedOf(events, learned)],
      };
    });
  }

  /** What a player of the house has shown to a learner. Who is not enrolled, or has no right any more, gains nothing. */
  async watched(tx: Scope, { userId, courseId, events }: Watched): Promise<void> {
    const enrollment = await lockActive(tx, userId, courseId);
    if (!enrollment || !(await tx.get(Rights).live({ userId, courseId }))) return;
    await this.take(tx, enrollment, events);
  }

  private async take(tx: Scope, enrollment: Enrollment, events: readonly ProgressEventInput[]) {
    const curriculum = await tx.get(CourseLoaders).curriculum.load(enrollment.courseId);
    const { known, room } = await this.stored(tx, enrollment, events);
    const { facts, rejected } = sift(events, { enrollment, curriculum, known, room, now: tx.clock.now() });
    await tx.get(ProgressStore).addFacts(facts);
    const learned = (await tx.get(Recomputation).of([enrollment])).get(enrollment.id);
    return { facts, rejected, learned, curriculum };
  }

  private async stored(tx: Scope, { id: enrollmentId }: Enrollment, events: readonly ProgressEventInput[]) {
    const facts = tx.db.createQueryBuilder(ProgressFact, 'row').where({ enrollmentId });
    const count = await facts.getCount();
    const ids = events.map((event) => event.clientId);
    const rows = await facts
      .andWhere('row.clientId = ANY(:ids)', { ids })
      .select('row.clientId', 'id')
      .getRawMany<{ id: string }>();
    return { known: new Set(rows.map((row) => row.id)), room: mostFacts - count };
  }
}

interface Sieve {
  readonly enrollment: Enrollment;
  readonly curriculum: Curriculum | null;
  /** Client ids that are stored already. */
  readonly known: ReadonlySet<string>;
  readonly room: number;
  readonly now: Date;
}

/** New facts, and what cannot be one. Of two events with one client id the first counts. */
function sift(events: readonly ProgressEventInput[], { enrollment, curriculum, known, room, now }: Sieve) {
  const facts: ProgressFact[] = [];
  const rejected: RejectedEvent[] = [];
  const seen = new Set(known);
  for (const event of events) {
    if (seen.has(event.clientId)) continue;
    seen.add(event.clientId);
    const code =
      problemOf(event, enrollment, curriculum) ?? (facts.length >= room ? RejectionCode.TOO_MANY_EVENTS : null);
    if (code) rejected.push(rejection(event.clientId, code));
    else facts.push(factOf(event, enrollment, curriculum?.revision ?? 0, now));
  }
  return { facts, rejected };
}

function problemOf(
  { lessonId, at }: ProgressEventInput,
  { startedAt }: Enrollment,
  curriculum: Curriculum | null,
): RejectionCode | null {
  if (!isIn(curriculum, lessonId.toLowerCase())) return RejectionCode.LESSON_NOT_FOUND;
  return at < startedAt ? RejectionCode.BEFORE_ENROLLMENT : null;
}

function factOf(event: ProgressEventInput, { id, startedAt }: Enrollment, revision: number, now: Date): ProgressFact {
  return Object.assign(new ProgressFact(), {
    enrollmentId: id,
    clientId: event.clientId,
    lessonId: event.lessonId.toLowerCase(),
    kind: event.kind,
    at: event.at > now ? now : event.at,
    claimedAt: event.at,
    viewing: event.viewingId ?? '',
    ranges: (event.ranges ?? []).map(({ from, to }) => ({ from, to })),
    revision,
    enrolledAt: startedAt,
    receivedAt: now,
  });
}

function lockedOf(events: readonly ProgressEventInput[], learned: Learned | undefined): RejectedEvent[] {
  const ids = [...new Set(events.map((event) => event.clientId))];
  return ids.filter((id) => learned?.locked.has(id)).map((id) => rejection(id, RejectionCode.LESSON_LOCKED));
}

const messages: Readonly<Record<RejectionCode, string>> = {
  LESSON_NOT_FOUND: 'The published course has no such lesson.',
  BEFORE_ENROLLMENT: 'This happened before the enrolment began.',
  LESSON_LOCKED: 'The lesson was not open at that time.',
  TOO_MANY_EVENTS: 'This enrolment has as many events as are kept.',
};

function rejection(clientId: string, code: RejectionCode): RejectedEvent {
  return { clientId, code, message: messages[code] };
}

function isIn(curriculum: Curriculum | null, lessonId: string): boolean {
  return curriculum?.lessons.some((lesson) => lesson.lessonId === lessonId) ?? false;
}

/** One batch at a time per learner and course, so that each is computed with what the others stored. */
function lockActive(tx: Scope, userId: string, courseId: string): Promise<Enrollment | null> {
  return tx.db
    .createQueryBuilder(Enrollment, 'row')
    .where({ userId, courseId, status: EnrollmentStatus.ACTIVE })
    .setLock('pessimistic_write')
    .getOne();
}
