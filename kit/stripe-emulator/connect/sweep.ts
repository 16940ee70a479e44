import type { Kept } from '../engine/objects';
import { PLATFORM } from '../engine/platform';
import type { Turn } from '../engine/turn';
import { statusOf } from '../payments/balance-transaction';
import { makePayout } from './make-payout';

const DAY = 86_400;

/** Where an account is paid out daily, has that happen at the next midnight (UTC). */
export function scheduleSweep(turn: Turn, account: Kept<'account'>): void {
  if (account.settings?.payouts?.schedule.interval === 'daily')
    turn.schedule('payout.sweep', account.id, (Math.floor(turn.now / DAY) + 1) * DAY);
}

/** Pays out what is available in each currency; the payout names every movement that it is the sum of. */
export function sweep(turn: Turn, id: string): void {
  const account = turn.in(PLATFORM).find('account', id);
  if (!account || account.settings?.payouts?.schedule.interval !== 'daily') return;
  scheduleSweep(turn, account);
  if (!account.payouts_enabled) return;
  const open = turn
    .all('balance_transaction')
    .all()
    .filter((movement) => !turn.find('paid_out', movement.id) && statusOf(turn, movement) === 'available');
  for (const currency of new Set(open.map((movement) => movement.currency))) {
    const own = open.filter((movement) => movement.currency === currency);
    const amount = own.reduce((sum, { net }) => sum + net, 0);
    if (amount <= 0) continue;
    const payout = makePayout(turn, { amount, currency, automatic: true });
    for (const movement of own) turn.insert<'paid_out'>({ id: movement.id, object: 'paid_out', payout: payout.id });
    turn.insert<'paid_out'>({ id: payout.balance_transaction ?? '', object: 'paid_out', payout: payout.id });
    turn.emit('payout.reconciliation_completed', payout);
  }
}
