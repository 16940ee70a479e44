import { violates } from '../../../kit/database/sql-state';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { Course } from '../course/course.entity';
import { saveAndTell } from '../course/course.events';
import { coursePolicy } from '../course/course.policy';
import { courseErrors } from '../courses.errors';
import { checkDates } from './run.dates';
import { Run } from './run.entity';
import type { CancelRunInput, ScheduleRunInput, UpdateRunInput } from './run.input';
import { RunLoaders } from './run.loaders';
import { runPolicy } from './run.policy';

const mostRuns = 100;

/** When a course is given. Each change is a new version of the course, because its runs are part of what others are told. */
export class RunService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, BAD_INPUT, SELF_PACED_RUN_EXISTS, TOO_MANY */
  schedule({ courseId, kind, startsAt, endsAt, zone, capacity }: ScheduleRunInput): Promise<Run> {
    const given = {
      kind,
      startsAt: startsAt ?? null,
      endsAt: endsAt ?? null,
      zone: zone ?? null,
      capacity: capacity ?? null,
    };
    return this.scope
      .transaction(async (tx) => {
        checkDates(given);
        const course = await tx.require(Course, courseId, coursePolicy.edit);
        const scheduled = await tx.db.countBy(Run, { courseId, status: 'SCHEDULED' });
        if (scheduled >= mostRuns) throw courseErrors.TOO_MANY({ limit: mostRuns, things: 'runs' });
        const { organisationId } = course;
        const run = await tx.save(
          Object.assign(new Run(), given, { id: tx.ids.next(), courseId, organisationId, status: 'SCHEDULED' }),
        );
        await saveAndTell(tx, course);
        return run;
      })
      .catch(refuseSecondSelfPaced);
  }

  /** @throws NOT_FOUND, CONFLICT, BAD_INPUT, RUN_CANCELLED */
  update({ id, expectedVersion, ...changes }: UpdateRunInput): Promise<Run> {
    return this.change(id, expectedVersion, (run) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      Object.assign(run, Object.fromEntries(given));
      checkDates(run);
    });
  }

  /** @throws NOT_FOUND, CONFLICT, RUN_CANCELLED */
  cancel({ id, expectedVersion }: CancelRunInput): Promise<Run> {
    return this.change(id, expectedVersion, (run) => {
      run.status = 'CANCELLED';
    });
  }

  /** Locks the course before the run, as scheduling does; who may not edit the run is refused the run, not its course. */
  private change(id: string, expectedVersion: number | null | undefined, apply: (run: Run) => void): Promise<Run> {
    return this.scope.transaction(async (tx) => {
      const known = await tx.get(RunLoaders).visible.load(id);
      const isEditable = known !== null && (await allows(tx, runPolicy.edit, known));
      const course = isEditable ? await tx.require(Course, known.courseId, coursePolicy.edit) : null;
      const run = await tx.require(Run, id, runPolicy.edit, expectedVersion);
      if (run.status === 'CANCELLED') throw courseErrors.RUN_CANCELLED();
      apply(run);
      await tx.save(run);
      if (course) await saveAndTell(tx, course);
      return run;
    });
  }
}

function refuseSecondSelfPaced(error: unknown): never {
  if (violates(error, 'run_self_paced_once')) throw courseErrors.SELF_PACED_RUN_EXISTS();
  throw error;
}
