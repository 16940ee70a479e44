import { migration } from '../../../kit/database/migration';

/** What coupons and campaigns have in common. */
const promotion = (table: string): string => `
    id uuid PRIMARY KEY,
    organisation_id uuid,
    basis_points integer CONSTRAINT ${table}_percent CHECK (basis_points BETWEEN 1 AND 10000),
    fixed_minor bigint CONSTRAINT ${table}_amount CHECK (fixed_minor > 0),
    fixed_currency text CHECK (fixed_currency ~ '^[A-Z]{3}$'),
    course_ids uuid[] NOT NULL,
    category_ids uuid[] NOT NULL,
    instructor_ids uuid[] NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    is_active boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT ${table}_discount CHECK ((basis_points IS NULL) <> (fixed_minor IS NULL) AND (fixed_minor IS NULL) = (fixed_currency IS NULL)),
    CONSTRAINT ${table}_window CHECK (ends_at > starts_at)`;

export const coupon = migration(
  'Coupon1764100002000',
  `
  CREATE TABLE campaign (
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),${promotion('campaign')}
  );
  CREATE INDEX campaign_of_seller ON campaign (organisation_id, created_at, id);
  CREATE INDEX campaign_in_use ON campaign (organisation_id, starts_at) WHERE is_active;

  CREATE TABLE coupon (
    code text NOT NULL CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{2,39}$'),
    minimum_minor bigint CHECK (minimum_minor > 0),
    minimum_currency text CHECK (minimum_currency ~ '^[A-Z]{3}$'),
    is_stackable boolean NOT NULL,
    is_for_first_purchase boolean NOT NULL,
    usage_limit integer CHECK (usage_limit > 0),
    limit_per_person integer NOT NULL CHECK (limit_per_person BETWEEN 1 AND 1000),
    taken integer NOT NULL,${promotion('coupon')},
    CONSTRAINT coupon_minimum CHECK ((minimum_minor IS NULL) = (minimum_currency IS NULL)),
    CONSTRAINT coupon_taken CHECK (taken >= 0)
  );
  CREATE UNIQUE INDEX coupon_code_of_seller ON coupon (code, organisation_id) NULLS NOT DISTINCT;
  CREATE INDEX coupon_of_seller ON coupon (organisation_id, created_at, id);

  CREATE TABLE coupon_redemption (
    order_id uuid NOT NULL,
    coupon_id uuid NOT NULL REFERENCES coupon (id),
    organisation_id uuid,
    user_id uuid NOT NULL,
    ordinal integer NOT NULL,
    state text NOT NULL CONSTRAINT coupon_redemption_state CHECK (state IN ('RESERVED', 'COMMITTED', 'RELEASED')),
    reserved_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (order_id, coupon_id)
  );
  CREATE UNIQUE INDEX coupon_redemption_once ON coupon_redemption (coupon_id, user_id, ordinal) WHERE state <> 'RELEASED';
  CREATE INDEX coupon_redemption_expiring ON coupon_redemption (expires_at) WHERE state = 'RESERVED';
  `,
);
