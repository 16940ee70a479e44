import { loadByKey, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey, type List } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { Cohort } from './cohort.entity';
import { cohortPolicy } from './cohort.policy';

const byName: List<Cohort> = { name: 'cohorts', entity: Cohort, order: { by: 'name', direction: 'ASC' } };

/** Every read of cohorts by key. */
export class CohortLoaders {
  readonly visible: Loader<string, Cohort | null>;
  private readonly pages = new Map<string, Loader<string, Page<Cohort>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Cohort, 'id', cohortPolicy.see);
  }

  /** One page per course; the caller has made sure that the viewer teaches it. */
  ofCourse(args: PageArgs): Loader<string, Page<Cohort>> {
    const name = JSON.stringify(args);
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, 'courseId', byName, args);
    this.pages.set(name, known);
    return known;
  }
}
