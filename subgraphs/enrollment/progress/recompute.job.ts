import { defineJob, enqueue, type Job } from '../../../kit/jobs/job';
import type { Scope } from '../../../kit/scope/scope';
import { Enrollment } from '../enrollment/enrollment.entity';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { Recomputation } from './recomputation';

interface Stretch {
  readonly courseId: string;
  /** The last enrolment that is done; null at the start. */
  readonly after: string | null;
}

const stretch = 200;

/** A new revision changes what counts: everyone's progress is computed anew, some learners at a time. */
export const recomputeCourse: Job<Stretch> = defineJob('recompute_course', (scope, { courseId, after }) =>
  scope.transaction(async (tx) => {
    const rows = await next(tx, courseId, after);
    if (rows.length > 0) await tx.get(Recomputation).of(rows);
    const last = rows.at(-1);
    if (last && rows.length === stretch) await enqueue(tx, recomputeCourse, { courseId, after: last.id });
  }),
);

function next(tx: Scope, courseId: string, after: string | null): Promise<Enrollment[]> {
  const query = tx.db.createQueryBuilder(Enrollment, 'row').where({ courseId, status: EnrollmentStatus.ACTIVE });
  if (after) query.andWhere('row.id > :after', { after });
  return query.orderBy('row.id').limit(stretch).setLock('pessimistic_write').getMany();
}
