import { on } from '../../../kit/events/on';
import { FulfilmentService } from './fulfilment.service';

export const onLineFulfilled = on('order.line.fulfilled', (tx, facts) => tx.get(FulfilmentService).fulfilled(facts));

export const onLineRefused = on('order.line.refused', (tx, facts) => tx.get(FulfilmentService).refused(facts));
