import { on } from '../../../kit/events/on';

/** Addresses and words go with who wrote or received them; what was given and paid stays. */
export const onUserErasedForgetGifts = on(
  'user.erased',
  (tx, { userId }) =>
    tx.db.query(
      `UPDATE gift SET email = NULL, message = '', version = version + 1 WHERE buyer_id = $1 OR redeemed_by = $1`,
      [userId],
    ),
  'gift',
);
