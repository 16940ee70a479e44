import { migration } from '../../../kit/database/migration';

/** Bundles get names in addresses. */
export const bundleSlug = migration(
  'BundleSlug1764300004000',
  `
  ALTER TABLE bundle ADD COLUMN slug text;
  UPDATE bundle SET slug = 'bundle-' || right(id::text, 8);
  ALTER TABLE bundle ALTER COLUMN slug SET NOT NULL;
  CREATE UNIQUE INDEX bundle_slug ON bundle (slug);
  `,
);
