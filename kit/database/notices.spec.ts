import { Client } from 'pg';
import { cloneDatabase } from '../testing/test-database';
import { silentLog } from '../testing/silent-log';
import { until } from '../testing/until';
import { Notices } from './notices';

it('hears what is told in a transaction once that is committed, and again after its connection was lost', async () => {
  const { url, drop } = await cloneDatabase({ name: 'notices', entities: [], migrations: [] });
  const client = new Client({ connectionString: url });
  await client.connect();
  let heard = 0;
  const channel = 'Notices of "this" spec';
  const notices = new Notices({ url, channel, onNotice: () => (heard += 1), log: silentLog });
  // What was told before it listened it may have missed.
  await until(() => heard === 1);
  for (const end of ['ROLLBACK', 'COMMIT'])
    for (const statement of ['BEGIN', `SELECT pg_notify('${channel}', '')`, end]) await client.query(statement);
  await until(() => heard === 2);
  await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = $1`, [
    `LISTEN ${client.escapeIdentifier(channel)}`,
  ]);
  await until(() => heard === 3);
  await client.query('SELECT pg_notify($1, $2)', [channel, '']);
  await until(() => heard === 4);
  await notices.close();
  await client.end();
  await drop();
});

it('ends also where it never was connected', async () => {
  await new Notices({
    url: 'postgres://127.0.0.1:1/none',
    channel: 'x',
    onNotice: () => fail(),
    log: silentLog,
  }).close();
});

const fail = (): never => {
  throw new Error('There is nobody to tell anything.');
};
