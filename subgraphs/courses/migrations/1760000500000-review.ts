import { migration } from '../../../kit/database/migration';

export const review = migration(
  'Review1760000500000',
  `
  CREATE TABLE review (
    id uuid PRIMARY KEY,
    course_id uuid NOT NULL REFERENCES course (id),
    author_id uuid NOT NULL,
    stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
    comment text,
    reply text,
    reply_author_id uuid,
    replied_at timestamptz,
    helpful_count integer NOT NULL,
    organisation_id uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT review_one_per_person UNIQUE (course_id, author_id),
    CONSTRAINT review_reply_whole CHECK (num_nulls(reply, reply_author_id, replied_at) IN (0, 3))
  );
  CREATE INDEX review_newest ON review (course_id, created_at, id);
  CREATE INDEX review_helpful ON review (course_id, helpful_count, id);
  CREATE INDEX review_stars ON review (course_id, stars, id);

  CREATE TABLE review_vote (
    review_id uuid NOT NULL REFERENCES review (id) ON DELETE CASCADE,
    user_id uuid NOT NULL,
    voted_at timestamptz NOT NULL,
    organisation_id uuid,
    PRIMARY KEY (review_id, user_id)
  );
  `,
);
