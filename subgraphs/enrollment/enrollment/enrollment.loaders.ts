import DataLoader from 'dataloader';
import { loadByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey, type List } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { learningKey, type Learning } from '../entitlement/entitlement.loaders';
import { Enrollment } from './enrollment.entity';
import { enrollmentPolicy } from './enrollment.policy';
import type { EnrollmentStatus } from './enrollment.states';

/** Every read of enrolments by key. */
export class EnrollmentLoaders {
  readonly visible: Loader<string, Enrollment | null>;
  /** The active enrolment of one person in one course, without a policy: to decide about access. */
  readonly active: DataLoader<Learning, Enrollment | null, string>;
  /** Whether, and how, the last one of a person in a course ended. */
  readonly last: DataLoader<Learning, Enrollment | null, string>;
  readonly countOf: Loader<string, number>;
  private readonly pages = new Map<string, Loader<string, Page<Enrollment>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Enrollment, 'id', enrollmentPolicy.see);
    this.last = new DataLoader((keys) => this.newest(keys), { cacheKeyFn: learningKey });
    this.active = new DataLoader(async (keys) => (await this.last.loadMany(keys)).map(onlyActive), {
      cacheKeyFn: learningKey,
    });
    this.countOf = loadWith((ids) => this.counts(ids), 0);
  }

  /** The viewer's own active enrolment. */
  async ofViewer(courseId: string): Promise<Enrollment | null> {
    const userId = this.scope.viewer.id;
    if (!userId || !isUuid(courseId)) return null;
    const row = await this.active.load({ userId, courseId });
    return row ? this.visible.clear(row.id).prime(row.id, row).load(row.id) : null;
  }

  /** One page per parent; the caller has made sure that the viewer may list there. */
  pagesBy(
    key: 'userId' | 'courseId' | 'cohortId',
    status: EnrollmentStatus | null,
    args: PageArgs,
  ): Loader<string, Page<Enrollment>> {
    const name = JSON.stringify([key, status, args]);
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, key, listOf(key, status), args);
    this.pages.set(name, known);
    return known;
  }

  /** There is at most one active one, and it is always the newest. */
  private async newest(keys: readonly Learning[]): Promise<(Enrollment | null)[]> {
    const rows = await this.scope.db
      .createQueryBuilder(Enrollment, 'row')
      .distinctOn(['row.userId', 'row.courseId'])
      .where('(row.userId, row.courseId) IN (SELECT * FROM unnest(CAST(:users AS uuid[]), CAST(:courses AS uuid[])))', {
        users: keys.map((key) => key.userId),
        courses: keys.map((key) => key.courseId),
      })
      .orderBy('row.userId')
      .addOrderBy('row.courseId')
      .addOrderBy(`(row.status = 'ACTIVE')`, 'DESC')
      .addOrderBy('row.startedAt', 'DESC')
      .addOrderBy('row.id', 'DESC')
      .getMany();
    const byKey = new Map(rows.map((row) => [learningKey(row), row]));
    return keys.map((key) => byKey.get(learningKey(key)) ?? null);
  }

  private async counts(courseIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.scope.db.query<{ id: string; count: number }[]>(COUNT, [courseIds.filter(isUuid)]);
    return new Map(rows.map((row) => [row.id, row.count]));
  }
}

function onlyActive(row: Enrollment | Error | null): Enrollment | Error | null {
  return row instanceof Error || row?.isActive ? row : null;
}

function listOf(key: string, status: EnrollmentStatus | null): List<Enrollment> {
  return {
    name: `enrollments/${key}/${status ?? 'all'}`,
    entity: Enrollment,
    order: { by: 'startedAt', direction: 'DESC' },
    where: (query) => void (status && query.andWhere('row.status = :status', { status })),
  };
}

/** People, not rows: who came back counts once. */
const COUNT = `SELECT course_id AS id, count(DISTINCT user_id)::int AS count FROM enrollment WHERE course_id = ANY($1::uuid[]) GROUP BY course_id`;
