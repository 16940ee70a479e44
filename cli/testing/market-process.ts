import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../kit/scope/clock';
import { serveSubgraph } from '../../kit/subgraph/server';
import { testHouse } from '../../kit/testing/test-house';
import { enrollment } from '../../subgraphs/enrollment';
import { payments } from '../../subgraphs/payments';
import { Platform } from '../platform';

interface Given {
  readonly databases: Readonly<Record<string, string>>;
  readonly settings: Record<string, string>;
}

/** Sells and hands out courses, and says at which port, until somebody kills it. */
async function work({ databases, settings }: Given): Promise<void> {
  const house = testHouse((name) => Promise.resolve(databases[name] ?? ''), settings);
  const platform = await Platform.open([payments, enrollment], { ...house, clock: systemClock });
  await platform.startWorkers();
  const app = serveSubgraph(platform.get(payments.name));
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`);
}

void work(JSON.parse(process.argv[2] ?? '') as Given);
