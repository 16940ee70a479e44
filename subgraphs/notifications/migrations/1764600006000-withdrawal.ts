import { migration } from '../../../kit/database/migration';

/** Erasure, and what is no longer to be read, find their rows without reading whole tables: also rows that no list shows. */
export const withdrawal = migration(
  'Withdrawal1764600006000',
  `
  DROP INDEX notification_newest;
  CREATE INDEX notification_newest ON notification (user_id, created_at, id);
  DROP INDEX notification_of_group;
  CREATE INDEX notification_of_group ON notification (group_id, created_at, id);
  DROP INDEX notification_unseen;
  CREATE INDEX notification_of_post ON notification ((facts ->> 'postId')) WHERE facts ->> 'postId' IS NOT NULL;

  DROP INDEX learner_of_user;
  CREATE INDEX learner_of_user ON learner (user_id, course_id);
  `,
);
