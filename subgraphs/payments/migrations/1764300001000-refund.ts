import { migration } from '../../../kit/database/migration';

/** What refunds are decided by: what was learned of a course, and what was refunded before. What failed is a task until somebody resolves it. */
export const refund = migration(
  'Refund1764300001000',
  `
  ALTER TABLE refund
    ADD COLUMN note text,
    ADD COLUMN retry_of uuid REFERENCES refund (id),
    ADD COLUMN resolution text CONSTRAINT refund_resolution CHECK (resolution IN ('RETRIED', 'CLOSED')),
    ADD COLUMN resolution_note text,
    ADD COLUMN resolved_at timestamptz,
    ADD CONSTRAINT refund_resolved_whole CHECK ((resolution IS NULL) = (resolved_at IS NULL)),
    ADD CONSTRAINT refund_resolved_failed CHECK (resolution IS NULL OR state = 'FAILED');
  CREATE INDEX refund_task ON refund (created_at, id) WHERE state = 'FAILED' AND resolution IS NULL;
  CREATE INDEX refund_of_user ON refund (user_id, created_at) WHERE reason = 'BUYER';

  CREATE TABLE curriculum (
    course_id uuid PRIMARY KEY,
    organisation_id uuid,
    revision integer NOT NULL,
    required_lesson_ids uuid[] NOT NULL
  );
  CREATE TABLE completed_lesson (
    user_id uuid NOT NULL,
    lesson_id uuid NOT NULL,
    PRIMARY KEY (user_id, lesson_id)
  );
  `,
);
