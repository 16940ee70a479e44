import { migration } from '../../../kit/database/migration';
import { builtInRoles } from '../role/built-in-roles';

const rows = builtInRoles.map(
  ({ id, name, description, permissions }) =>
    `('${id}', '${name}', '${description}', ARRAY[${permissions.map((permission) => `'${permission}'`).join(', ')}]::text[], true, 1, now(), now())`,
);

/** The three roles that the house brings have ids of their own, so that every database agrees on them. */
export const role = migration(
  'Role1760100000002',
  `
  CREATE TABLE role (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    description text NOT NULL,
    permissions text[] NOT NULL,
    is_built_in boolean NOT NULL,
    organisation_id uuid,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX role_name ON role (organisation_id, name) NULLS NOT DISTINCT;
  INSERT INTO role (id, name, description, permissions, is_built_in, version, created_at, updated_at) VALUES ${rows.join(', ')};

  CREATE TABLE role_assignment (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    role_id uuid NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    organisation_id uuid,
    resource text,
    granted_by uuid,
    created_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX role_assignment_once ON role_assignment (user_id, role_id, organisation_id, resource) NULLS NOT DISTINCT;
  CREATE INDEX role_assignment_of_role ON role_assignment (role_id);

  CREATE TABLE membership (
    user_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    organisation_id uuid NOT NULL,
    PRIMARY KEY (user_id, organisation_id)
  );
  `,
);
