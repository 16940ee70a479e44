import { migration } from '../../kit/database/migration';

export const usageMigrations = [
  migration(
    'FieldUse1763760000000',
    `
    CREATE TABLE field_use (
      coordinate text NOT NULL,
      client text NOT NULL,
      version text NOT NULL,
      day date NOT NULL,
      count bigint NOT NULL CHECK (count > 0),
      PRIMARY KEY (day, client, version, coordinate)
    );
    `,
  ),
];
