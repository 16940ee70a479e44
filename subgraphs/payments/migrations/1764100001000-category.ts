import { migration } from '../../../kit/database/migration';

export const category = migration(
  'Category1764100001000',
  `
  CREATE TABLE category (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    parent_id uuid,
    organisation_id uuid
  );
  ALTER TABLE course ADD COLUMN category_id uuid;
  `,
);
