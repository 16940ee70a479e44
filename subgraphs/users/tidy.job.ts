import { defineCron } from '../../kit/jobs/job';
import { afterlife } from './key-ring/key-ring.service';

const day = 86_400_000;

/** How long each kind of row is of use after its time; then it only tells something about a person. */
const leftovers: readonly { readonly sql: string; readonly age: number }[] = [
  { sql: 'DELETE FROM registration WHERE expires_at < $1', age: 0 },
  { sql: 'DELETE FROM mailed_token WHERE expires_at < $1', age: 0 },
  { sql: 'DELETE FROM session WHERE coalesce(ended_at, expires_at) < $1', age: 90 * day },
  { sql: 'DELETE FROM known_network WHERE seen_at < $1', age: 365 * day },
  { sql: 'DELETE FROM signing_key WHERE retired_at < $1', age: afterlife },
];

/** Once a day, forgets what is of no use any more. */
export const tidy = defineCron('tidy_accounts', '17 3 * * *', async (scope) => {
  for (const { sql, age } of leftovers) await scope.db.query(sql, [new Date(scope.clock.now().getTime() - age)]);
});
