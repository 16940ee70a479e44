import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { PayoutRun } from './payout-run.entity';
import type { Payout } from './payout.entity';
import { PayoutLoaders } from './payout.loaders';

/** How references become payouts; the policy is in the loader. */
export const resolvePayout: ReferenceResolver<Payout> = (scope, { id }) => scope.get(PayoutLoaders).visible.load(id);

export const resolvePayoutRun: ReferenceResolver<PayoutRun> = (scope, { id }) => scope.get(PayoutLoaders).run.load(id);
