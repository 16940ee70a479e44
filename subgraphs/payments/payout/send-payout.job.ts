import { defineJob } from '../../../kit/jobs/job';
import { PayoutSending } from './payout-sending';

export const sendPayout = defineJob<{ payoutId: string }>('send_payout', (scope, { payoutId }) =>
  scope.get(PayoutSending).send(payoutId),
);
