import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Dispute } from './dispute.entity';
import { disputePolicy } from './dispute.policy';

export class DisputeLoaders {
  readonly visible: Loader<string, Dispute | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Dispute, 'id', disputePolicy.see);
  }
}
