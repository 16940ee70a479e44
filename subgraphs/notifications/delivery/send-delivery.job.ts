import { defineJob } from '../../../kit/jobs/job';
import { Sending } from './sending';

export const sendDelivery = defineJob<{ deliveryId: string }>('send_delivery', (scope, { deliveryId }) =>
  scope.get(Sending).send(deliveryId),
);
