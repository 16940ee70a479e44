import { migration } from '../../../kit/database/migration';

/** What learners read: a copy of the draft, made whole at each publication. */
export const publication = migration(
  'Publication1760000002000',
  `
  CREATE TABLE curriculum_revision (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL CONSTRAINT curriculum_revision_course REFERENCES course (id),
    organisation_id uuid,
    revision integer NOT NULL CONSTRAINT curriculum_revision_number CHECK (revision >= 1),
    lesson_count integer NOT NULL,
    duration_seconds double precision NOT NULL,
    shape jsonb NOT NULL,
    published_at timestamptz NOT NULL,
    published_by uuid,
    CONSTRAINT curriculum_revision_of_course UNIQUE (course_id, revision)
  );
  ALTER TABLE course ADD CONSTRAINT course_revision FOREIGN KEY (revision_id) REFERENCES curriculum_revision (id);

  CREATE TABLE published_section (
    LIKE section,
    PRIMARY KEY (id),
    CONSTRAINT published_section_course FOREIGN KEY (course_id) REFERENCES course (id),
    CONSTRAINT published_section_place UNIQUE (course_id, position)
  );

  CREATE TABLE published_lesson (
    LIKE lesson,
    PRIMARY KEY (id),
    CONSTRAINT published_lesson_course FOREIGN KEY (course_id) REFERENCES course (id),
    CONSTRAINT published_lesson_section FOREIGN KEY (section_id) REFERENCES published_section (id),
    CONSTRAINT published_lesson_place UNIQUE (section_id, position)
  );
  CREATE INDEX published_lesson_of_course ON published_lesson (course_id);
  `,
);
