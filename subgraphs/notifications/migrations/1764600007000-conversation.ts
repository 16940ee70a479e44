import { migration } from '../../../kit/database/migration';

/** What people have not read of what others say to them, so that they are told when they stay away. */
export const conversation = migration(
  'Conversation1764600007000',
  `
  CREATE TABLE unread_conversation (
    user_id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    course_id uuid,
    author_id uuid,
    title text,
    read_seq integer NOT NULL,
    last_seq integer NOT NULL,
    unread integer NOT NULL CONSTRAINT unread_conversation_count CHECK (unread BETWEEN 0 AND last_seq - read_seq),
    streak uuid NOT NULL,
    is_told boolean NOT NULL,
    PRIMARY KEY (user_id, conversation_id)
  );
  `,
);
