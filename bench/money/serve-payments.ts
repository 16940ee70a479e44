import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { readConfig } from '../../kit/config/config';
import { serveSubgraph } from '../../kit/subgraph/server';
import { payments } from '../../subgraphs/payments';
import { finish } from '../measure/finish';
import { countWaits } from './waits';

export interface PaymentsOrder {
  readonly settings: Readonly<Record<string, string>>;
  readonly port?: number;
  /** Whether it runs jobs, too. */
  readonly works?: boolean;
}

/** Payments over HTTP until whoever started it lets go; says when asked how long it waited for others. */
async function main(): Promise<void> {
  const { settings, port = 0, works = false } = JSON.parse(process.argv[2]!) as PaymentsOrder;
  const waits = countWaits();
  const { house } = await openEnvironment(readConfig({ ...settings }), { alone: true });
  const platform = await Platform.open([payments], house);
  const app = serveSubgraph(platform.get('payments'));
  await app.listen({ host: '127.0.0.1', port });
  if (works) await platform.startWorkers();
  process.on('message', () => process.send!(waits()));
  process.send!({ port: (app.server.address() as AddressInfo).port });
  await new Promise((resolve) => process.once('disconnect', resolve));
}

finish(main());
