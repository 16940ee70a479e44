import { kitErrors } from '../../../kit/errors/kit-errors';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { enrollmentErrors } from '../enrollment.errors';
import { announceSeats } from '../live/live.topics';
import { RunSeats } from './run-seats.entity';

/** Counts seats. Every way in and out goes through `take` and `giveBack`. */
export class SeatService {
  constructor(private readonly tx: Scope) {}

  /**
   * The run to enrol in: the one asked for, else the self-paced one; null in a course without runs.
   * @throws NOT_FOUND, RUN_ENDED, RUN_REQUIRED
   */
  async choose(courseId: string, runId: string | null): Promise<RunSeats | null> {
    const offered = await this.offered(courseId);
    const now = this.tx.clock.now();
    const open = offered.filter((run) => !run.hasEnded(now));
    if (runId)
      return asked(
        offered.find((run) => run.runId === runId.toLowerCase()),
        now,
      );
    if (offered.length === 0) return null;
    const selfPaced = open.find((run) => run.kind === 'SELF_PACED');
    if (!selfPaced) throw enrollmentErrors.RUN_REQUIRED({ runs: open.map((run) => run.runId) });
    return selfPaced;
  }

  /** The runs that a course has, over or not. */
  offered(courseId: string): Promise<RunSeats[]> {
    return this.tx.db
      .getRepository(RunSeats)
      .find({ where: { courseId, isOffered: true }, order: { position: 'ASC' }, take: 200 });
  }

  /** Whether a seat was free, and is now taken: decided by one conditional UPDATE. */
  async take(runId: string): Promise<boolean> {
    const [, count] = await this.tx.db.query<[unknown[], number]>(TAKE_ONE, [runId]);
    if (count === 1) announceSeats(this.tx, runId);
    return count === 1;
  }

  /** For many at once: takes as many as there are, at most `wanted`. Returns how many. */
  async takeUpTo(runId: string, wanted: number): Promise<number> {
    const run = await this.lock(runId);
    const granted = Math.min(wanted, run.available ?? wanted);
    await this.tx.db.query(`UPDATE run_seats SET taken = taken + $2 WHERE run_id = $1`, [runId, granted]);
    announceSeats(this.tx, runId);
    return granted;
  }

  async giveBack(runId: string, count = 1): Promise<void> {
    await this.tx.db.query(`UPDATE run_seats SET taken = taken - $2 WHERE run_id = $1`, [runId, count]);
    announceSeats(this.tx, runId);
  }

  read(runId: string): Promise<RunSeats> {
    return this.tx.db.getRepository(RunSeats).findOneByOrFail({ runId });
  }

  /** The row, locked: nobody takes or gives back a seat until the transaction ends. @throws NOT_FOUND */
  async lock(runId: string): Promise<RunSeats> {
    const query = this.tx.db
      .createQueryBuilder(RunSeats, 'row')
      .where('row.runId = :runId', { runId })
      .setLock('pessimistic_write');
    const run = isUuid(runId) ? await query.getOne() : null;
    if (!run) throw kitErrors.NOT_FOUND({ thing: 'run' });
    return run;
  }
}

function asked(run: RunSeats | undefined, now: Date): RunSeats {
  if (!run) throw kitErrors.NOT_FOUND({ thing: 'run' });
  if (run.hasEnded(now)) throw enrollmentErrors.RUN_ENDED({ runId: run.runId });
  return run;
}

const TAKE_ONE = `UPDATE run_seats SET taken = taken + 1 WHERE run_id = $1 AND (capacity IS NULL OR taken < capacity)`;
