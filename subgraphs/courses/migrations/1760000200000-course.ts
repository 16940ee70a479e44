import { migration } from '../../../kit/database/migration';

export const course = migration(
  'Course1760000200000',
  `
  CREATE EXTENSION IF NOT EXISTS pg_trgm;

  CREATE TABLE course (
    id uuid PRIMARY KEY,
    slug text NOT NULL,
    title text NOT NULL,
    subtitle text NOT NULL,
    description text NOT NULL,
    outcomes text[] NOT NULL,
    requirements text[] NOT NULL,
    audience text[] NOT NULL,
    language text NOT NULL,
    level text NOT NULL CHECK (level IN ('BEGINNER', 'INTERMEDIATE', 'ADVANCED', 'ALL_LEVELS')),
    status text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED', 'ARCHIVED')),
    category_id uuid CONSTRAINT course_category REFERENCES category (id),
    base_price_minor bigint CHECK (base_price_minor >= 0),
    published_at timestamptz,
    popularity integer NOT NULL,
    rating_average double precision NOT NULL,
    rating_count integer NOT NULL,
    rating_histogram integer[] NOT NULL CHECK (cardinality(rating_histogram) = 5),
    organisation_id uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT course_slug_is_unique UNIQUE (slug),
    CONSTRAINT course_in_catalogue_is_sortable CHECK (status <> 'PUBLISHED' OR (published_at IS NOT NULL AND base_price_minor IS NOT NULL))
  );
  CREATE INDEX course_by_category ON course (category_id);
  CREATE INDEX course_newest ON course (published_at, id) WHERE status = 'PUBLISHED';
  CREATE INDEX course_popular ON course (popularity, id) WHERE status = 'PUBLISHED';
  CREATE INDEX course_rating ON course (rating_average, id) WHERE status = 'PUBLISHED';
  CREATE INDEX course_price_order ON course (base_price_minor, id) WHERE status = 'PUBLISHED';
  CREATE INDEX course_title_search ON course USING gin (title gin_trgm_ops, subtitle gin_trgm_ops) WHERE status = 'PUBLISHED';

  -- Every slug a course has ever had. A row is never deleted, so an old address never leads to another course.
  CREATE TABLE course_slug (
    slug text PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES course (id) DEFERRABLE INITIALLY DEFERRED,
    organisation_id uuid,
    created_at timestamptz NOT NULL
  );
  CREATE INDEX course_slug_by_course ON course_slug (course_id);

  CREATE TABLE course_price (
    course_id uuid NOT NULL REFERENCES course (id),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    minor bigint NOT NULL CHECK (minor >= 0),
    organisation_id uuid,
    PRIMARY KEY (course_id, currency)
  );
  CREATE INDEX course_price_by_amount ON course_price (currency, minor);

  CREATE TABLE course_instructor (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES course (id),
    user_id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('OWNER', 'CO_INSTRUCTOR')),
    added_at timestamptz NOT NULL,
    organisation_id uuid,
    CONSTRAINT course_instructor_once UNIQUE (course_id, user_id)
  );
  CREATE UNIQUE INDEX course_has_one_owner ON course_instructor (course_id) WHERE role = 'OWNER';
  CREATE INDEX course_instructor_by_user ON course_instructor (user_id, added_at, id);

  CREATE TABLE course_tag (
    course_id uuid NOT NULL REFERENCES course (id),
    tag_id uuid NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    position integer NOT NULL,
    organisation_id uuid,
    PRIMARY KEY (course_id, tag_id)
  );
  CREATE INDEX course_tag_by_tag ON course_tag (tag_id);
  `,
);
