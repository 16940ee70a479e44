import { migration } from '../../../kit/database/migration';

/** Whom and what people follow, the tree of what can be followed, and that a course was told of. */
export const follow = migration(
  'Follow1764600008000',
  `
  CREATE TABLE category (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    parent_id uuid,
    organisation_id uuid
  );

  CREATE TABLE follow (
    user_id uuid NOT NULL,
    subject text NOT NULL CONSTRAINT follow_subject CHECK (subject IN ('INSTRUCTOR', 'CATEGORY')),
    subject_id uuid NOT NULL,
    followed_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, subject, subject_id)
  );
  CREATE INDEX follow_of_subject ON follow (subject_id, user_id);

  ALTER TABLE course ADD COLUMN published_at timestamptz;
  `,
);
