import { migration } from '../../../kit/database/migration';

export const affiliate = migration(
  'Affiliate1764100006000',
  `
  CREATE TABLE affiliate_program (
    id uuid PRIMARY KEY,
    organisation_id uuid,
    basis_points integer NOT NULL CONSTRAINT affiliate_program_rate CHECK (basis_points BETWEEN 1 AND 5000),
    window_days integer NOT NULL CONSTRAINT affiliate_program_window CHECK (window_days BETWEEN 1 AND 365),
    is_active boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX affiliate_program_of_seller ON affiliate_program (organisation_id) NULLS NOT DISTINCT;

  CREATE TABLE affiliate_link (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    organisation_id uuid,
    course_id uuid,
    code text NOT NULL CONSTRAINT affiliate_link_code UNIQUE,
    is_active boolean NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE INDEX affiliate_link_of_user ON affiliate_link (user_id, created_at, id);
  CREATE INDEX order_line_of_affiliate ON order_line (affiliate_id) WHERE affiliate_id IS NOT NULL;

  CREATE TABLE affiliate_click (
    link_id uuid NOT NULL REFERENCES affiliate_link (id) ON DELETE CASCADE,
    visitor_id uuid NOT NULL,
    user_id uuid,
    clicks integer NOT NULL,
    clicked_at timestamptz NOT NULL,
    PRIMARY KEY (link_id, visitor_id)
  );
  CREATE INDEX affiliate_click_of_user ON affiliate_click (user_id, clicked_at) WHERE user_id IS NOT NULL;
  CREATE INDEX affiliate_click_of_visitor ON affiliate_click (visitor_id);
  CREATE INDEX affiliate_click_age ON affiliate_click (clicked_at);
  `,
);
