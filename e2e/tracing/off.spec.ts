import { RegisterDocument } from '../../schema/operations/operations';
import { lyceumTest } from '../harness/lyceum';
import { secrets } from './journey';

const opened = lyceumTest();

it('where nothing is traced, jobs are stored without a trace', async () => {
  const { lyceum } = opened;
  await lyceum.ask(RegisterDocument, { variables: { input: secrets } });
  const { manager } = lyceum.platform.get('users').resources.database;
  const rows = await manager.query<{ payload: object }[]>('SELECT payload FROM graphile_worker._private_jobs');
  expect(rows.map(({ payload }) => Object.keys(payload))).toEqual([['registrationId']]);
});
