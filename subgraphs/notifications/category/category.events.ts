import { on } from '../../../kit/events/on';

/** Keeps up with the catalogue's tree; older facts change nothing. */
export const onCategoryChanged = on('category.changed', (tx, { categoryId, version, parentId, organisationId }) =>
  tx.db.query(TAKE, [categoryId, version, parentId, organisationId]),
);

const TAKE = `
  INSERT INTO category (id, version, parent_id, organisation_id) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, parent_id = excluded.parent_id, organisation_id = excluded.organisation_id
  WHERE category.version < excluded.version`;
