import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { readConfig } from '../../kit/config/config';
import { serveSubgraph } from '../../kit/subgraph/server';
import { notifications } from '../../subgraphs/notifications';
import { finish } from '../measure/finish';

/** Notifications over HTTP until whoever started it lets go; its jobs run once it is told so. */
async function main(): Promise<void> {
  const { settings } = JSON.parse(process.argv[2]!) as { settings: Readonly<Record<string, string>> };
  const { house } = await openEnvironment(readConfig({ ...settings }), { alone: true });
  const platform = await Platform.open([notifications], house);
  const app = serveSubgraph(platform.get('notifications'));
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.once('message', () => void platform.startWorkers().then(() => process.send!('working')));
  process.send!({ port: (app.server.address() as AddressInfo).port });
  await new Promise((resolve) => process.once('disconnect', resolve));
}

finish(main());
