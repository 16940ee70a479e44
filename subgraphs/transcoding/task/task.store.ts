import type { Scope } from '../../../kit/scope/scope';
import { announceWork } from './work.notice';
import { TranscodeTask } from './transcode-task.entity';

type Planned = Pick<TranscodeTask, 'kind' | 'part' | 'parts' | 'spec' | 'total'>;

/** Tasks that any worker may begin at once. */
export async function addTasks(tx: Scope, jobId: string, planned: readonly Planned[]): Promise<void> {
  const runAt = tx.clock.now();
  const rows = planned.map((task) => ({
    ...task,
    id: tx.ids.next(),
    jobId,
    status: 'WAITING' as const,
    failures: 0,
    runAt,
    done: 0,
  }));
  await tx.db.insert(TranscodeTask, rows);
  await announceWork(tx);
}
