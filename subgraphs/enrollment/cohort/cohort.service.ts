import { In } from 'typeorm';
import { violates } from '../../../kit/database/sql-state';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from '../course/course.policy';
import { requireCourse } from '../course/course.require';
import { Enrollment } from '../enrollment/enrollment.entity';
import { enrollmentErrors } from '../enrollment.errors';
import { announceEnrollment } from '../live/live.topics';
import { RunSeats } from '../seat/run-seats.entity';
import { Cohort } from './cohort.entity';
import type {
  AssignToCohortInput,
  CreateCohortInput,
  DeleteCohortInput,
  RenameCohortInput,
  RemoveFromCohortInput,
} from './cohort.input';
import { cohortPolicy } from './cohort.policy';

interface Members {
  readonly cohort: Cohort;
  readonly enrollments: Enrollment[];
}

/** Groups learners. */
export class CohortService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND for a course that the viewer does not teach, or another course's run; COHORT_NAME_TAKEN */
  create({ courseId, runId = null, name }: CreateCohortInput): Promise<Cohort> {
    return this.scope
      .transaction(async (tx) => {
        const course = await requireCourse(tx, courseId, coursePolicy.teach);
        if (runId) await requireRun(tx, course.id, runId);
        return tx.save(
          Object.assign(new Cohort(), { courseId: course.id, runId, organisationId: course.organisationId, name }),
        );
      })
      .catch(refuseTakenName);
  }

  /** @throws NOT_FOUND, CONFLICT, COHORT_NAME_TAKEN */
  rename({ id, name, expectedVersion }: RenameCohortInput): Promise<Cohort> {
    return this.scope
      .transaction(async (tx) => {
        const cohort = await tx.require(Cohort, id, cohortPolicy.edit, expectedVersion);
        return tx.save(Object.assign(cohort, { name }));
      })
      .catch(refuseTakenName);
  }

  /** @throws NOT_FOUND, CONFLICT */
  delete({ id, expectedVersion }: DeleteCohortInput): Promise<string> {
    return this.scope.transaction(async (tx) => {
      const cohort = await tx.require(Cohort, id, cohortPolicy.edit, expectedVersion);
      await tx.db.delete(Cohort, { id: cohort.id });
      return cohort.id;
    });
  }

  /** All of them or none. @throws NOT_FOUND, COHORT_MISMATCH */
  assign({ cohortId, enrollmentIds }: AssignToCohortInput): Promise<Members> {
    return this.scope.transaction(async (tx) => {
      const cohort = await tx.require(Cohort, cohortId, cohortPolicy.edit);
      const rows = await lockRows(tx, enrollmentIds);
      const fitting = rows.filter(
        (row) => row.isActive && row.courseId === cohort.courseId && row.runId === cohort.runId,
      );
      const unfit = without(enrollmentIds, fitting);
      if (unfit.length > 0) throw enrollmentErrors.COHORT_MISMATCH({ enrollmentIds: unfit });
      return { cohort, enrollments: await move(tx, fitting, cohort.id) };
    });
  }

  /** @throws NOT_FOUND */
  remove({ cohortId, enrollmentIds }: RemoveFromCohortInput): Promise<Members> {
    return this.scope.transaction(async (tx) => {
      const cohort = await tx.require(Cohort, cohortId, cohortPolicy.edit);
      const rows = await lockRows(tx, enrollmentIds);
      return {
        cohort,
        enrollments: await move(
          tx,
          rows.filter((row) => row.cohortId === cohort.id),
          null,
        ),
      };
    });
  }
}

async function move(tx: Scope, rows: Enrollment[], cohortId: string | null): Promise<Enrollment[]> {
  for (const row of rows) {
    await tx.save(Object.assign(row, { cohortId }));
    announceEnrollment(tx, row);
  }
  return rows;
}

function lockRows(tx: Scope, ids: readonly string[]): Promise<Enrollment[]> {
  return tx.db
    .createQueryBuilder(Enrollment, 'row')
    .where({ id: In([...ids]) })
    .orderBy('row.id')
    .setLock('pessimistic_write')
    .getMany();
}

function without(ids: readonly string[], rows: readonly Enrollment[]): string[] {
  const known = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !known.has(id.toLowerCase()));
}

async function requireRun(tx: Scope, courseId: string, runId: string): Promise<void> {
  const run = await tx.db.getRepository(RunSeats).findOneBy({ courseId, runId });
  if (!run) throw kitErrors.NOT_FOUND({ thing: 'run' });
}

function refuseTakenName(error: unknown): never {
  if (violates(error, 'cohort_name_in_run')) throw enrollmentErrors.COHORT_NAME_TAKEN();
  throw error;
}
