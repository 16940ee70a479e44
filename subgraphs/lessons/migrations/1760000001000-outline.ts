import { migration } from '../../../kit/database/migration';

/** Courses as far as lessons need them, and the draft of their curricula. */
export const outline = migration(
  'Outline1760000001000',
  `
  CREATE TABLE course (
    id uuid PRIMARY KEY,
    organisation_id uuid,
    status text NOT NULL CONSTRAINT course_status CHECK (status IN ('DRAFT', 'PUBLISHED', 'ARCHIVED')),
    instructor_ids uuid[] NOT NULL,
    facts_version integer NOT NULL,
    order_version integer NOT NULL,
    published_version integer,
    revision_id uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );

  CREATE TABLE section (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL CONSTRAINT section_course REFERENCES course (id),
    organisation_id uuid,
    position integer NOT NULL CONSTRAINT section_position CHECK (position >= 1),
    title text NOT NULL CONSTRAINT section_title CHECK (length(title) BETWEEN 1 AND 200),
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT section_place UNIQUE (course_id, position) DEFERRABLE INITIALLY DEFERRED
  );

  CREATE TABLE lesson (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL CONSTRAINT lesson_course REFERENCES course (id),
    organisation_id uuid,
    section_id uuid NOT NULL CONSTRAINT lesson_section REFERENCES section (id),
    position integer NOT NULL CONSTRAINT lesson_position CHECK (position >= 1),
    title text NOT NULL CONSTRAINT lesson_title CHECK (length(title) BETWEEN 1 AND 200),
    kind text NOT NULL CONSTRAINT lesson_kind CHECK (kind IN ('ARTICLE', 'VIDEO', 'FILE', 'LIVE', 'QUIZ', 'CODE')),
    is_required boolean NOT NULL,
    is_preview boolean NOT NULL,
    duration_seconds double precision NOT NULL CONSTRAINT lesson_duration CHECK (duration_seconds >= 0),
    content_id uuid,
    has_content boolean NOT NULL,
    body text CONSTRAINT lesson_body CHECK (length(body) <= 100000),
    resources jsonb NOT NULL,
    release_rules jsonb NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT lesson_place UNIQUE (section_id, position) DEFERRABLE INITIALLY DEFERRED
  );
  CREATE INDEX lesson_of_course ON lesson (course_id);
  `,
);
