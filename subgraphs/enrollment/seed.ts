import {
  demoCourses,
  demoEnrollments,
  demoId,
  demoRandom,
  learnerName,
  type DemoEnrollment,
} from '../../kit/demo/world';
import { emitAll } from '../../kit/events/emit-all';
import type { Scope } from '../../kit/scope/scope';
import { insertAll } from './bulk/bulk.store';
import { newestCurricula } from './course/course.loaders';
import type { Curriculum } from './course/curriculum.entity';
import { KnownCourse } from './course/known-course.entity';
import { Enrollment } from './enrollment/enrollment.entity';
import { startedFacts } from './enrollment/enrollment.service';
import { EnrollmentStatus } from './enrollment/enrollment.states';
import { Entitlement, EntitlementSource } from './entitlement/entitlement.entity';
import { entitlementFacts } from './entitlement/entitlement.events';
import { ProgressFact } from './progress/progress-fact.entity';
import { ProgressStore } from './progress/progress.store';
import { Recomputation } from './progress/recomputation';
import { RunSeats } from './seat/run-seats.entity';
import { demoFacts } from './seed/facts';

const month = 30 * 86_400_000;

/** A demo course as the events of other subgraphs have told of it. */
interface Known {
  readonly course: KnownCourse;
  readonly curriculum: Curriculum;
  readonly runId: string | null;
}

interface Planned {
  readonly demo: DemoEnrollment;
  readonly known: Known;
  readonly enrollment: Enrollment;
}

/** Enrols the demo learners and lets them learn. Does nothing for a course that has them already, or that nobody has told of. */
export async function seed(scope: Scope): Promise<void> {
  const courses = await knownCourses(scope);
  const wanted = Map.groupBy(demoEnrollments(scope.config.DEMO_LEARNERS), (demo) => demo.course);
  for (const [slug, demos] of wanted) {
    const known = courses.get(slug);
    if (known) await scope.transaction((tx) => seedCourse(tx, known, demos));
  }
}

async function seedCourse(tx: Scope, known: Known, demos: readonly DemoEnrollment[]): Promise<void> {
  const planned = demos.map((demo) => ({ demo, known, enrollment: enrollmentOf(tx, demo, known) }));
  const first = planned[0];
  if (!first || (await tx.db.existsBy(Enrollment, { id: first.enrollment.id }))) return;
  const enrollments = planned.map(({ enrollment }) => enrollment);
  const entitlements = planned.map(entitlementOf);
  await insertAll(tx, Entitlement, entitlements);
  await insertAll(tx, Enrollment, enrollments);
  await tx.get(ProgressStore).addFacts(planned.flatMap((plan) => factsOf(tx, plan)));
  await tx.get(Recomputation).of(enrollments, { isQuiet: true });
  if (known.runId)
    await tx.db.query(`UPDATE run_seats SET taken = taken + $2 WHERE run_id = $1`, [known.runId, enrollments.length]);
  await emitAll(tx, 'entitlement.granted', entitlements.map(entitlementFacts));
  await tell(tx, known, enrollments);
}

async function knownCourses(scope: Scope): Promise<Map<string, Known>> {
  const ids = Object.keys(demoCourses).map((slug) => demoId('Course', slug));
  const courses = await scope.db.createQueryBuilder(KnownCourse, 'row').where('row.id = ANY(:ids)', { ids }).getMany();
  const curricula = await newestCurricula(scope, ids);
  const runs = await scope.db
    .createQueryBuilder(RunSeats, 'row')
    .where(`row.courseId = ANY(:ids) AND row.kind = 'SELF_PACED' AND row.isOffered`, { ids })
    .orderBy('row.position', 'DESC')
    .getMany();
  const runOf = new Map(runs.map((run) => [run.courseId, run.runId]));
  return new Map(
    courses.flatMap((course) => {
      const curriculum = curricula.get(course.id);
      return curriculum ? [[course.slug, { course, curriculum, runId: runOf.get(course.id) ?? null }] as const] : [];
    }),
  );
}

function enrollmentOf(
  tx: Scope,
  { learner, course: slug, startedAt }: DemoEnrollment,
  { course, runId }: Known,
): Enrollment {
  const latest = new Date(tx.clock.now().getTime() - month);
  const began = startedAt < latest ? startedAt : latest;
  return Object.assign(new Enrollment(), {
    id: demoId('Enrollment', `${learnerName(learner)}/${slug}`),
    userId: demoId('User', learnerName(learner)),
    courseId: course.id,
    runId,
    organisationId: course.organisationId,
    cohortId: null,
    status: EnrollmentStatus.ACTIVE,
    startedAt: began,
    endedAt: null,
    carriedFromId: null,
    version: 1,
    createdAt: began,
    updatedAt: began,
  });
}

function entitlementOf({ demo, known: { course }, enrollment }: Planned): Entitlement {
  const { userId, courseId, organisationId, startedAt } = enrollment;
  const name = `${learnerName(demo.learner)}/${demo.course}`;
  return Object.assign(new Entitlement(), {
    id: demoId('Entitlement', name),
    userId,
    courseId,
    organisationId,
    source: course.isFree ? EntitlementSource.FREE : EntitlementSource.ORDER,
    sourceReference: course.isFree ? null : `demo:${name}`,
    startsAt: startedAt,
    expiresAt: null,
    revokedAt: null,
    version: 1,
    createdAt: startedAt,
    updatedAt: startedAt,
  });
}

function factsOf(tx: Scope, { demo, known: { curriculum }, enrollment }: Planned): ProgressFact[] {
  const random = demoRandom(`progress of ${demo.learner} in ${demo.course}`);
  const facts = demoFacts(curriculum, { ...demo, startedAt: enrollment.startedAt }, { random, now: tx.clock.now() });
  return facts.map((fact) =>
    Object.assign(new ProgressFact(), { ...fact, enrollmentId: enrollment.id, receivedAt: fact.at }),
  );
}

/** The events that the same would have caused, except for lessons that no other waits for: thousands, for nobody. */
async function tell(tx: Scope, { curriculum }: Known, enrollments: readonly Enrollment[]): Promise<void> {
  await emitAll(tx, 'enrollment.started', enrollments.map(startedFacts));
  const ids = enrollments.map((row) => row.id);
  const rules = curriculum.lessons.flatMap((lesson) => lesson.releaseRules);
  const awaited = rules.flatMap((rule) => (rule.kind === 'AFTER_LESSON' ? [rule.lessonId] : []));
  await emitAll(tx, 'lesson.completed', await tx.db.query(LESSONS, [ids, awaited]));
  await emitAll(tx, 'course.completed', await tx.db.query(COURSES, [ids]));
}

const COMPLETED_AT = `to_char(completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "completedAt"`;

const LESSONS = `
  SELECT user_id AS "userId", course_id AS "courseId", lesson_id AS "lessonId", ${COMPLETED_AT}
    FROM lesson_progress JOIN enrollment ON enrollment.id = enrollment_id
   WHERE enrollment_id = ANY($1::uuid[]) AND lesson_id = ANY($2::uuid[]) AND completed_at IS NOT NULL`;

const COURSES = `
  SELECT user_id AS "userId", enrollment.course_id AS "courseId", enrollment_id AS "enrollmentId", ${COMPLETED_AT}
    FROM course_progress JOIN enrollment ON enrollment.id = enrollment_id
   WHERE enrollment_id = ANY($1::uuid[]) AND completed_at IS NOT NULL`;
