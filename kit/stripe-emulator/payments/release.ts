import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';
import { countRefunded, makeRefund } from './make-refund';

/** Gives back what was authorised and never taken: no money moves. */
export function releaseAuthorization(turn: Turn, charge: Kept<'charge'>, amount: number): void {
  if (amount === 0) return;
  makeRefund(turn, charge, amount, { destination_details: { card: { type: 'reversal' }, type: 'card' } });
  countRefunded(turn, charge, amount);
  turn.emit('charge.refunded', charge);
}
