import DataLoader from 'dataloader';
import { loadByKey, loadManyByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { CourseLoaders } from '../course/course.loaders';
import { RunSeats } from './run-seats.entity';
import { WaitlistEntry, WaitlistStatus } from './waitlist-entry.entity';

/** Every read of seats and lines by key. */
export class SeatLoaders {
  readonly run: Loader<string, RunSeats | null>;
  /** The runs that a course offers; a course has a handful. */
  readonly ofCourse: Loader<string, RunSeats[]>;
  readonly waitingIn: Loader<string, number>;
  /** Where in its line an entry stands, from 1. */
  readonly positionOf: Loader<string, number | null>;
  /** The viewer's own place in the line of a run. */
  readonly viewerEntry: Loader<string, WaitlistEntry | null>;
  /** Whether the viewer is in line for any run of a course. */
  readonly viewerWaits: Loader<string, boolean>;

  constructor(private readonly scope: Scope) {
    this.run = loadByKey(scope, RunSeats, 'runId');
    this.ofCourse = loadManyByKey(scope, RunSeats, 'courseId', {
      order: { position: 'ASC' },
      where: (query) => void query.andWhere('row.isOffered'),
    });
    this.waitingIn = loadWith((ids) => this.waiting(ids), 0);
    this.positionOf = loadWith<number | null>((ids) => this.positions(ids), null);
    this.viewerEntry = new DataLoader((ids) => this.entries(ids));
    this.viewerWaits = loadWith((ids) => this.waits(ids), false);
  }

  /** The run, if the viewer may see its course. */
  async visible(runId: string): Promise<RunSeats | null> {
    const run = await this.run.load(runId);
    const course = run && (await this.scope.get(CourseLoaders).visible.load(run.courseId));
    return course ? run : null;
  }

  private async waiting(runIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.scope.db.query<{ id: string; count: number }[]>(
      `SELECT run_id AS id, count(*)::int AS count FROM waitlist_entry WHERE status = 'WAITING' AND run_id = ANY($1::uuid[]) GROUP BY run_id`,
      [runIds.filter(isUuid)],
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  }

  private async waits(courseIds: readonly string[]): Promise<Map<string, boolean>> {
    const rows = await this.scope.db.query<{ id: string }[]>(
      `SELECT DISTINCT course_id AS id FROM waitlist_entry WHERE status = 'WAITING' AND user_id = $1 AND course_id = ANY($2::uuid[])`,
      [this.scope.viewer.id, courseIds],
    );
    return new Map(rows.map((row) => [row.id, true]));
  }

  private async positions(entryIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.scope.db.query<{ id: string; position: number }[]>(POSITIONS, [entryIds]);
    return new Map(rows.map((row) => [row.id, row.position]));
  }

  private async entries(runIds: readonly string[]): Promise<(WaitlistEntry | null)[]> {
    const userId = this.scope.viewer.id;
    if (!userId) return runIds.map(() => null);
    const query = this.scope.db
      .createQueryBuilder(WaitlistEntry, 'row')
      .where({ userId, status: WaitlistStatus.WAITING });
    const rows = await query.andWhere('row.runId = ANY(:runIds)', { runIds: runIds.filter(isUuid) }).getMany();
    const byRun = new Map(rows.map((row) => [row.runId, row]));
    return runIds.map((id) => byRun.get(id) ?? null);
  }
}

const POSITIONS = `
  SELECT mine.id, (SELECT count(*)::int FROM waitlist_entry other
                    WHERE other.run_id = mine.run_id AND other.status = 'WAITING' AND (other.joined_at, other.id) <= (mine.joined_at, mine.id)) AS position
    FROM waitlist_entry mine WHERE mine.id = ANY($1::uuid[]) AND mine.status = 'WAITING'`;
