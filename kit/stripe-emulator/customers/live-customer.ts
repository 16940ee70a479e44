import { resourceMissing } from '../api/errors';
import type { Kept } from '../engine/objects';
import type { Turn } from '../engine/turn';

/** A customer who was not deleted. @throws resource_missing */
export function liveCustomer(turn: Turn, id: string, param = 'customer'): Kept<'customer'> {
  const customer = turn.require('customer', id, param);
  if ('deleted' in customer) throw resourceMissing('customer', id, param);
  return customer;
}
