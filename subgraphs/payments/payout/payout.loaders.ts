import { loadByKey, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { mayAudit } from '../user/staff';
import { PayoutRun } from './payout-run.entity';
import { Payout } from './payout.entity';
import { payoutPolicy, payoutRunPolicy } from './payout.policy';

/** Every read of payouts by key. */
export class PayoutLoaders {
  readonly visible: Loader<string, Payout | null>;
  readonly run: Loader<string, PayoutRun | null>;
  private readonly pages = new Map<string, Loader<string, Page<Payout>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, Payout, 'id', payoutPolicy.see);
    this.run = loadByKey(scope, PayoutRun, 'id', payoutRunPolicy.see);
  }

  /** Of a person, the newest first; null where the viewer may not know. */
  async ofUser(userId: string, args: PageArgs): Promise<Page<Payout> | null> {
    const { viewer } = this.scope;
    return viewer.is(userId) || mayAudit(viewer) ? this.pagesBy('userId', args).load(userId) : null;
  }

  /** Of a run that is visible, the newest first. */
  ofRun(runId: string, args: PageArgs): Promise<Page<Payout>> {
    return this.pagesBy('runId', args).load(runId);
  }

  private pagesBy(key: 'userId' | 'runId', args: PageArgs): Loader<string, Page<Payout>> {
    const name = `${key} ${JSON.stringify(args)}`;
    const order = { by: 'at', direction: 'DESC' } as const;
    const loader =
      this.pages.get(name) ??
      loadPagesByKey(this.scope, key, { name: `payouts of ${key}`, entity: Payout, order }, args);
    this.pages.set(name, loader);
    return loader;
  }
}
