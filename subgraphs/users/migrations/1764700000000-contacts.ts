import { migration } from '../../../kit/database/migration';

/**
 * Whoever was there before anybody heard of `user.changed` is told of once. Ten minutes later, so that those who are to hear
 * have begun to listen, too, where a new version of everything comes up.
 */
export const contacts = migration(
  'Contacts1764700000000',
  `
  SELECT graphile_worker.add_job('tell_of_contacts', '{"after": null}'::json, run_at => now() + interval '10 minutes')
   WHERE EXISTS (SELECT FROM account);
  `,
);
