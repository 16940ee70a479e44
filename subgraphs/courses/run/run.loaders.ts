import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Run } from './run.entity';
import { runPolicy } from './run.policy';

/** Every read of runs by key. */
export class RunLoaders {
  readonly visible: Loader<string, Run | null>;
  readonly scheduledOf: Loader<string, Run[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Run, 'id', runPolicy.see);
    this.scheduledOf = loadManyByKey(scope, Run, 'courseId', {
      order: { startsAt: 'ASC', id: 'ASC' },
      where: (query) => query.andWhere(`row.status = 'SCHEDULED'`),
    });
  }
}
