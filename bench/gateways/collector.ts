import { once } from 'node:events';
import { createServer } from 'node:http';

/** Where traced gateways send their spans. */
export const collectorPort = 24_318;

/** Takes spans and forgets them, as fast as it can. */
export async function openCollector(): Promise<() => void> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  server.listen(collectorPort, '127.0.0.1');
  await once(server, 'listening');
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
