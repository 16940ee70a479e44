import { migration } from '../../../kit/database/migration';

export const enrollment = migration(
  'Enrollment1760000300000',
  `
  CREATE TABLE course (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    status text NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    organisation_id uuid,
    instructor_ids uuid[] NOT NULL,
    prices jsonb NOT NULL
  );
  CREATE TABLE curriculum (
    course_id uuid NOT NULL,
    revision integer NOT NULL,
    organisation_id uuid,
    lessons jsonb NOT NULL,
    PRIMARY KEY (course_id, revision)
  );
  CREATE TABLE lesson (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL
  );
  CREATE TABLE run_seats (
    run_id uuid PRIMARY KEY,
    course_id uuid NOT NULL,
    organisation_id uuid,
    kind text NOT NULL,
    position integer NOT NULL,
    starts_at timestamptz,
    ends_at timestamptz,
    capacity integer,
    taken integer NOT NULL CONSTRAINT run_seats_taken_not_negative CHECK (taken >= 0),
    is_offered boolean NOT NULL
  );
  CREATE INDEX run_seats_of_course ON run_seats (course_id);

  CREATE TABLE entitlement (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    organisation_id uuid,
    source text NOT NULL CONSTRAINT entitlement_source CHECK (source IN ('FREE', 'ORDER', 'SUBSCRIPTION', 'SEAT', 'GIFT', 'ADMIN')),
    source_reference text,
    starts_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT entitlement_period CHECK (expires_at > starts_at)
  );
  CREATE INDEX entitlement_of_user ON entitlement (user_id, course_id);
  CREATE INDEX entitlement_expiring ON entitlement (expires_at) WHERE revoked_at IS NULL AND expires_at IS NOT NULL;
  CREATE UNIQUE INDEX entitlement_once_per_reference ON entitlement (source, source_reference, user_id, course_id) WHERE source_reference IS NOT NULL;
  CREATE UNIQUE INDEX entitlement_one_free ON entitlement (user_id, course_id) WHERE source = 'FREE' AND revoked_at IS NULL;

  CREATE TABLE cohort (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL,
    run_id uuid,
    organisation_id uuid,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX cohort_name_in_run ON cohort (course_id, run_id, name) NULLS NOT DISTINCT;

  CREATE TABLE enrollment (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    course_id uuid NOT NULL,
    run_id uuid,
    organisation_id uuid,
    cohort_id uuid REFERENCES cohort (id) ON DELETE SET NULL,
    status text NOT NULL CONSTRAINT enrollment_status CHECK (status IN ('ACTIVE', 'LEFT', 'CANCELLED', 'EXPIRED', 'REVOKED')),
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    carried_from_id uuid REFERENCES enrollment (id),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT enrollment_ended_unless_active CHECK ((status = 'ACTIVE') = (ended_at IS NULL))
  );
  CREATE UNIQUE INDEX enrollment_one_active ON enrollment (user_id, course_id) WHERE status = 'ACTIVE';
  CREATE INDEX enrollment_of_user ON enrollment (user_id, started_at, id);
  CREATE INDEX enrollment_of_course ON enrollment (course_id, started_at, id);
  CREATE INDEX enrollment_of_cohort ON enrollment (cohort_id, started_at, id) WHERE cohort_id IS NOT NULL;

  CREATE TABLE waitlist_entry (
    id uuid PRIMARY KEY,
    run_id uuid NOT NULL,
    course_id uuid NOT NULL,
    user_id uuid NOT NULL,
    organisation_id uuid,
    status text NOT NULL CONSTRAINT waitlist_entry_status CHECK (status IN ('WAITING', 'PROMOTED', 'LEFT', 'LAPSED')),
    joined_at timestamptz NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX waitlist_one_place ON waitlist_entry (run_id, user_id) WHERE status = 'WAITING';
  CREATE INDEX waitlist_in_order ON waitlist_entry (run_id, joined_at, id) WHERE status = 'WAITING';

  CREATE TABLE progress_fact (
    enrollment_id uuid NOT NULL REFERENCES enrollment (id) ON DELETE CASCADE,
    client_id text NOT NULL,
    lesson_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT progress_fact_kind CHECK (kind IN ('OPENED', 'WATCHED', 'COMPLETED')),
    at timestamptz NOT NULL,
    claimed_at timestamptz NOT NULL,
    viewing text NOT NULL,
    ranges jsonb NOT NULL,
    revision integer NOT NULL,
    enrolled_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (enrollment_id, client_id)
  );
  CREATE TABLE lesson_progress (
    enrollment_id uuid NOT NULL REFERENCES enrollment (id) ON DELETE CASCADE,
    lesson_id uuid NOT NULL,
    opened_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    completed_at timestamptz,
    watched_seconds double precision NOT NULL,
    position double precision NOT NULL,
    PRIMARY KEY (enrollment_id, lesson_id)
  );
  CREATE TABLE course_progress (
    enrollment_id uuid PRIMARY KEY REFERENCES enrollment (id) ON DELETE CASCADE,
    course_id uuid NOT NULL,
    revision integer NOT NULL,
    percent integer NOT NULL CONSTRAINT course_progress_percent CHECK (percent BETWEEN 0 AND 100),
    completed_lessons integer NOT NULL,
    required_lessons integer NOT NULL,
    completed_at timestamptz,
    completed_revision integer,
    has_new_content boolean NOT NULL,
    resume_lesson_id uuid,
    resume_position double precision NOT NULL,
    last_at timestamptz,
    CONSTRAINT course_progress_completion CHECK ((completed_at IS NULL) = (completed_revision IS NULL))
  );
  CREATE INDEX course_progress_of_course ON course_progress (course_id, enrollment_id);

  CREATE TABLE request_key (
    user_id uuid NOT NULL,
    operation text NOT NULL,
    key text NOT NULL,
    hash text NOT NULL,
    result jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, operation, key)
  );
  CREATE INDEX request_key_age ON request_key (created_at);
  `,
);
