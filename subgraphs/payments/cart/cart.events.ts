import { on } from '../../../kit/events/on';
import { defineCron } from '../../../kit/jobs/job';
import { daysBefore } from '../../../kit/scope/clock';

/** What somebody meant to buy goes with them, and the addresses of those they meant to give it to. */
export const onUserErasedDropCart = on(
  'user.erased',
  (tx, { userId }) => tx.db.query('DELETE FROM cart WHERE user_id = $1', [userId]),
  'cart',
);

/** Guests who have not touched their carts for so long do not come back. */
const guestDays = 60;

export const forgetGuestCarts = defineCron('forget_guest_carts', '41 3 * * *', async (scope) => {
  await scope.db.query('DELETE FROM cart WHERE user_id IS NULL AND updated_at < $1', [
    daysBefore(scope.clock.now(), guestDays),
  ]);
});
