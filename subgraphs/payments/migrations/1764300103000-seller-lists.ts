import { migration } from '../../../kit/database/migration';

/** What a seller sold, in order: lists and files of one seller do not pass through what others sold. */
export const sellerLists = migration(
  'SellerLists1764300103000',
  `
  CREATE INDEX customer_order_of_seller ON customer_order (organisation_id, created_at, id);
  CREATE INDEX payment_of_seller ON payment (organisation_id, created_at, id);
  CREATE INDEX refund_of_seller ON refund (organisation_id, created_at, id);
  CREATE INDEX dispute_of_seller ON dispute (organisation_id, created_at, id)`,
);
