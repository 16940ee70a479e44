import { emitAll } from '../../../kit/events/emit-all';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { Cohort } from '../cohort/cohort.entity';
import { coursePolicy } from '../course/course.policy';
import { requireCourse } from '../course/course.require';
import { Entitlement } from '../entitlement/entitlement.entity';
import { entitlementFacts } from '../entitlement/entitlement.events';
import { Enrollment } from '../enrollment/enrollment.entity';
import { startedFacts } from '../enrollment/enrollment.service';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { announceEnrollment } from '../live/live.topics';
import { Recomputation } from '../progress/recomputation';
import { RequestKeys } from '../../../kit/requests/request-keys';
import type { RunSeats } from '../seat/run-seats.entity';
import { SeatService } from '../seat/seat.service';
import { readCsv, type CsvRow } from './bulk.csv';
import { BulkRowStatus, type BulkEnrollInput, type BulkEnrollPayload } from './bulk.input';
import { answerTo, newEnrollment, newEntitlement, type Answer, type Where } from './bulk.rows';
import { insertAll, lockAll } from './bulk.store';

/** Enrols a list of people: all rows in one transaction, each with an answer of its own. */
export class BulkEnrollService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, CSV_UNREADABLE, RUN_REQUIRED, RUN_ENDED, IDEMPOTENCY_KEY_REUSED */
  async enroll(input: BulkEnrollInput): Promise<BulkEnrollPayload> {
    const answers = await this.scope.transaction((tx) =>
      tx.get(RequestKeys).once('bulkEnroll', input, {
        run: () => this.enrollOnce(tx, input),
        remember: (rows) => (input.dryRun ? null : rows),
        recall: (rows: Answer[]) => Promise.resolve(rows),
      }),
    );
    return {
      dryRun: input.dryRun,
      enrolled: answers.filter((row) => row.status === BulkRowStatus.ENROLLED).length,
      rows: await this.withEnrollments(answers),
    };
  }

  private async enrollOnce(tx: Scope, { courseId, runId, csv, dryRun }: BulkEnrollInput): Promise<Answer[]> {
    const course = await requireCourse(tx, courseId, coursePolicy.manage);
    if (!course.isPublished) throw kitErrors.NOT_FOUND({ thing: 'course' });
    const rows = readCsv(csv, tx.clock.now());
    const run = await tx.get(SeatService).choose(course.id, runId ?? null);
    const where = { course, run };
    const sound = rows.filter((row) => row.problem === null);
    await lockAll(tx, course.id, sound);
    const cohorts = await this.cohorts(tx, where, sound);
    const active = await this.active(tx, course.id, sound);
    const fitting = sound.filter(
      (row) => !active.has(row.userId.toLowerCase()) && (row.cohort === null || cohorts.has(row.cohort)),
    );
    const granted = await this.seats(tx, run, fitting.length, dryRun);
    const admitted = new Map<CsvRow, Enrollment>(
      fitting.slice(0, granted).map((row) => [row, newEnrollment(tx, where, row, cohorts)]),
    );
    if (!dryRun) await this.store(tx, where, admitted);
    return rows.map((row) => answerTo(row, { active, admitted, cohorts, dryRun }));
  }

  /** Cohorts of the run by name. */
  private async cohorts(tx: Scope, { course, run }: Where, rows: readonly CsvRow[]): Promise<Map<string, string>> {
    const names = [...new Set(rows.flatMap((row) => row.cohort ?? []))];
    if (names.length === 0) return new Map();
    const found = await tx.db
      .createQueryBuilder(Cohort, 'row')
      .where('row.courseId = :courseId AND row.runId IS NOT DISTINCT FROM :runId AND row.name = ANY(:names)', {
        courseId: course.id,
        runId: run?.runId ?? null,
        names,
      })
      .getMany();
    return new Map(found.map((cohort) => [cohort.name, cohort.id]));
  }

  private async active(tx: Scope, courseId: string, rows: readonly CsvRow[]): Promise<Map<string, string>> {
    const users = rows.map((row) => row.userId);
    const found = await tx.db
      .createQueryBuilder(Enrollment, 'row')
      .where({ courseId, status: EnrollmentStatus.ACTIVE })
      .andWhere('row.userId = ANY(:users)', { users })
      .getMany();
    return new Map(found.map((row) => [row.userId, row.id]));
  }

  private async seats(tx: Scope, run: RunSeats | null, wanted: number, dryRun: boolean): Promise<number> {
    if (!run) return wanted;
    return dryRun ? Math.min(wanted, run.available ?? wanted) : tx.get(SeatService).takeUpTo(run.runId, wanted);
  }

  /** Each gets an entitlement of their own, so that the grant shows in the history. */
  private async store(tx: Scope, { course }: Where, admitted: ReadonlyMap<CsvRow, Enrollment>): Promise<void> {
    const enrollments = [...admitted.values()];
    const entitlements = [...admitted.keys()].map((row) => newEntitlement(tx, course, row));
    await insertAll(tx, Entitlement, entitlements);
    await insertAll(tx, Enrollment, enrollments);
    if (enrollments.length > 0) await tx.get(Recomputation).of(enrollments, { isQuiet: true });
    await emitAll(tx, 'entitlement.granted', entitlements.map(entitlementFacts));
    await emitAll(tx, 'enrollment.started', enrollments.map(startedFacts));
    for (const enrollment of enrollments) announceEnrollment(tx, enrollment);
  }

  private async withEnrollments(answers: readonly Answer[]): Promise<BulkEnrollPayload['rows']> {
    const ids = answers.flatMap((row) => row.enrollmentId ?? []);
    const rows = await this.scope.db
      .createQueryBuilder(Enrollment, 'row')
      .where('row.id = ANY(:ids)', { ids })
      .getMany();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return answers.map(({ enrollmentId, ...row }) => ({ ...row, enrollment: byId.get(enrollmentId ?? '') ?? null }));
  }
}
