import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectFolder } from '../../cli/files';
import { lyceumTest } from '../harness/lyceum';
import { secrets } from './journey';
import { RegisterDocument } from '../../schema/operations/operations';

/** Loads what the product's processes load, starts tracing as they do, and says whether that brought the SDK. */
const LOADED = `
  require('reflect-metadata');
  for (const name of ['dev', 'serve']) require('./dist/cli/commands/' + name);
  const { readConfig } = require('./dist/kit/config/config');
  const { startTracing } = require('./dist/kit/tracing/start');
  startTracing(readConfig(process.env), 'test');
  const loaded = Object.keys(require.cache).filter((file) => /sdk-trace-node|exporter-trace/.test(file));
  console.log(JSON.stringify(loaded.length > 0));
  process.exit();`;

async function isSdkLoaded(environment: Record<string, string>): Promise<boolean> {
  const env = { PATH: '/usr/bin:/bin', ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', LOADED], { cwd: projectFolder, env });
  return JSON.parse(stdout) as boolean;
}

it('without OTLP_ENDPOINT no SDK is loaded', async () => {
  expect(await isSdkLoaded({})).toBe(false);
  expect(await isSdkLoaded({ OTLP_ENDPOINT: 'http://127.0.0.1:4318' })).toBe(true);
});

describe('without OTLP_ENDPOINT', () => {
  const opened = lyceumTest();

  it('jobs are stored without a trace', async () => {
    const { lyceum } = opened;
    await lyceum.ask(RegisterDocument, { variables: { input: secrets } });
    const rows = await lyceum.platform
      .get('users')
      .resources.database.manager.query<{ payload: object }[]>('SELECT payload FROM graphile_worker._private_jobs');
    expect(rows.map(({ payload }) => Object.keys(payload))).toEqual([['registrationId']]);
  });
});
