import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../kit/config/config';
import { loadedWith } from './loaded';

interface Delivery {
  readonly path: string | undefined;
  readonly body: string;
}

/** A collector as OTLP over HTTP has it. */
class Collector {
  readonly deliveries: Delivery[] = [];
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.deliveries.push({ path: request.url, body: Buffer.concat(chunks).toString() });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

it.each(['', '/base/'])(
  'what was traced is at the collector at the latest when the process has stopped: %j',
  async (path) => {
    const collector = new Collector();
    const OTLP_ENDPOINT = (await collector.listen()) + path;
    expect(await loadedWith({ OTLP_ENDPOINT })).toEqual({ isTraced: true, isLoaded: true });
    await collector.close();
    expect(collector.deliveries.map((delivery) => delivery.path)).toEqual([`${path.replace(/\/$/, '')}/v1/traces`]);
    expect(collector.deliveries[0]?.body).toContain('"name":"work"');
    expect(collector.deliveries[0]?.body).toContain('"courses+lessons"');
  },
);

it('a collector that is away keeps no process from stopping', async () => {
  const collector = new Collector();
  const OTLP_ENDPOINT = await collector.listen();
  await collector.close();
  expect(await loadedWith({ OTLP_ENDPOINT })).toEqual({ isTraced: true, isLoaded: true });
});

it('without OTLP_ENDPOINT nothing is traced, and no SDK is loaded', async () => {
  expect(await loadedWith({})).toEqual({ isTraced: false, isLoaded: false });
});

it.each([{ OTLP_ENDPOINT: 'collector:4318' }, { TRACE_SAMPLE_RATIO: '1.5' }])('refuses %j', (setting) => {
  expect(() => readConfig(setting)).toThrow(Object.keys(setting)[0]);
});
