import { loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { TranscodeTask } from '../task/transcode-task.entity';

export class QueueLoaders {
  /** What a worker does now; only operators get hold of workers. */
  readonly tasksOf: Loader<string, TranscodeTask[]>;

  constructor(scope: Scope) {
    this.tasksOf = loadManyByKey(scope, TranscodeTask, 'workerId', {
      order: { id: 'ASC' },
      where: (query) => void query.andWhere(`row.status = 'LEASED'`),
    });
  }
}
