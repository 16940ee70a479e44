import { defineJob } from '../../../kit/jobs/job';
import { PaymentStart } from './payment-start';
import { unlessRefused } from './unless-refused';

/** Completes what a crash interrupted between an order and its payment. */
export const beginPayment = defineJob<{ orderId: string }>('begin_payment', async (scope, { orderId }) => {
  await scope.get(PaymentStart).start(orderId).catch(unlessRefused);
});
