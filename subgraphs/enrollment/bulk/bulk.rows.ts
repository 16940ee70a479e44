import type { Scope } from '../../../kit/scope/scope';
import type { KnownCourse } from '../course/known-course.entity';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { Entitlement, EntitlementSource } from '../entitlement/entitlement.entity';
import type { RunSeats } from '../seat/run-seats.entity';
import { BulkProblem, type CsvRow } from './bulk.csv';
import { BulkRowStatus } from './bulk.input';

/** What is remembered of a row for a repeated request. */
export interface Answer {
  readonly line: number;
  readonly userId: string;
  readonly status: BulkRowStatus;
  readonly problem: BulkProblem | null;
  readonly enrollmentId: string | null;
}

/** Where everyone of the file goes. */
export interface Where {
  readonly course: KnownCourse;
  readonly run: RunSeats | null;
}

interface Outcome {
  readonly active: ReadonlyMap<string, string>;
  readonly admitted: ReadonlyMap<CsvRow, Enrollment>;
  readonly cohorts: ReadonlyMap<string, string>;
  readonly dryRun: boolean;
}

/** What became of a row. */
export function answerTo(row: CsvRow, { active, admitted, cohorts, dryRun }: Outcome): Answer {
  const { line, userId } = row;
  const refused = (problem: BulkProblem): Answer => ({
    line,
    userId,
    status: BulkRowStatus.REFUSED,
    problem,
    enrollmentId: null,
  });
  if (row.problem) return refused(row.problem);
  const known = active.get(userId.toLowerCase());
  if (known) return { line, userId, status: BulkRowStatus.ALREADY_ENROLLED, problem: null, enrollmentId: known };
  if (row.cohort !== null && !cohorts.has(row.cohort)) return refused(BulkProblem.UNKNOWN_COHORT);
  const enrollment = admitted.get(row);
  if (!enrollment) return refused(BulkProblem.COURSE_FULL);
  return { line, userId, status: BulkRowStatus.ENROLLED, problem: null, enrollmentId: dryRun ? null : enrollment.id };
}

export function newEnrollment(
  tx: Scope,
  { course, run }: Where,
  { userId, cohort }: CsvRow,
  cohorts: ReadonlyMap<string, string>,
): Enrollment {
  const now = tx.clock.now();
  return Object.assign(new Enrollment(), {
    id: tx.ids.next(),
    userId: userId.toLowerCase(),
    courseId: course.id,
    runId: run?.runId ?? null,
    organisationId: course.organisationId,
    cohortId: cohorts.get(cohort ?? '') ?? null,
    status: EnrollmentStatus.ACTIVE,
    startedAt: now,
    endedAt: null,
    carriedFromId: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
}

export function newEntitlement(tx: Scope, course: KnownCourse, { userId, expiresAt }: CsvRow): Entitlement {
  const now = tx.clock.now();
  return Object.assign(new Entitlement(), {
    id: tx.ids.next(),
    userId: userId.toLowerCase(),
    courseId: course.id,
    organisationId: course.organisationId,
    source: EntitlementSource.ADMIN,
    sourceReference: null,
    startsAt: now,
    expiresAt,
    revokedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
  });
}
