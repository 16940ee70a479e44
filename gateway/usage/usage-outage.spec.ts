import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { Registry } from 'prom-client';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../kit/database/embedded';
import { ManualClock } from '../../kit/scope/clock';
import { ensureDatabase } from '../../kit/subgraph/house';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { usageMetrics } from '../metrics/usage-metrics';
import { Usage } from './usage';
import { UsageDatabase } from './usage-database';

const folder = mkdtempSync(join(tmpdir(), 'lyceum-usage-'));
chmodSync(folder, 0o755);
const options = { folder: join(folder, 'postgres'), password: 'known to this test only', durable: false };
const schema = buildSchema('type Query { me: String }');
const document = parse('{ me }');
const operation = { document, operation: getOperationAST(document)!, documentHash: 'me', operationName: null };

let postgres: EmbeddedPostgres;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres(options);
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('PostgreSQL stops and comes back: what was asked for meanwhile is counted once', async () => {
  const store = await UsageDatabase.open({ url: await ensureDatabase(postgres.url, 'gateway'), log: silentLog });
  const registry = new Registry();
  const usage = new Usage({
    store,
    clock: new ManualClock(),
    timers: new ManualTimers(),
    log: silentLog,
    metrics: usageMetrics(registry),
    interval: 1_000,
  });
  const ask = (): void => usage.note(schema, operation, { name: 'web', version: '' });
  const counted = () => store.used({ since: '2026-01-01' });
  ask();
  await usage.write();
  expect(await counted()).toEqual([{ coordinate: 'Query.me', count: 1 }]);

  await postgres.stop();
  for (let time = 0; time < 3; time += 1) {
    ask();
    await usage.write();
  }
  expect(await registry.metrics()).toContain('lyceum_gateway_usage_writes_total{result="failed"} 3');

  postgres = await startEmbeddedPostgres({ ...options, port: Number(new URL(postgres.url).port) });
  ask();
  await usage.write();
  expect(await counted()).toEqual([{ coordinate: 'Query.me', count: 5 }]);
  expect(await registry.metrics()).toContain('lyceum_gateway_usage_dropped_total 0');
  await usage.close();
});
