import { migration } from '../../../kit/database/migration';

export const cart = migration(
  'Cart1764100005000',
  `
  CREATE TABLE cart (
    id uuid PRIMARY KEY,
    user_id uuid,
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX cart_of_user ON cart (user_id);
  CREATE INDEX cart_of_guest ON cart (updated_at) WHERE user_id IS NULL;

  CREATE TABLE cart_line (
    id uuid PRIMARY KEY,
    cart_id uuid NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    course_id uuid,
    bundle_id uuid,
    gift_email text,
    gift_message text NOT NULL,
    seen_minor bigint NOT NULL,
    seen_currency text NOT NULL,
    added_at timestamptz NOT NULL,
    CONSTRAINT cart_line_thing CHECK ((course_id IS NULL) <> (bundle_id IS NULL))
  );
  CREATE UNIQUE INDEX cart_line_once ON cart_line (cart_id, course_id, bundle_id, lower(gift_email)) NULLS NOT DISTINCT;

  CREATE TABLE cart_coupon (
    cart_id uuid NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    coupon_id uuid NOT NULL REFERENCES coupon (id) ON DELETE CASCADE,
    entered_at timestamptz NOT NULL,
    PRIMARY KEY (cart_id, coupon_id)
  );
  `,
);
