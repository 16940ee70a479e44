import { handleProtocols } from 'graphql-ws';
import type { FastifyInstance } from 'fastify';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { addressLists } from '../limits/addresses/address-lists';
import { clientAddress, trustedProxies } from '../limits/addresses/client-address';
import { allowedOrigins } from '../limits/origins';
import type { LiveServices } from './live-services';
import { SocketSession } from './socket-session';

/** Milliseconds that a client has to say goodbye. */
const farewell = 5_000;

/** graphql-ws on /graphql. */
export function useSockets(app: FastifyInstance, services: LiveServices): void {
  const { config, connections, places } = services;
  const settings = {
    noServer: true,
    clientTracking: false,
    handleProtocols,
    maxPayload: config.MAX_LIVE_MESSAGE_BYTES,
    // One message in a turn of the event loop: a burst of them holds up nobody else.
    allowSynchronousEvents: false,
    autoPong: false,
    closeTimeout: farewell,
  };
  const sockets = new WebSocketServer(settings);
  const [mayAsk, isProxy, origins] = [addressLists(config), trustedProxies(config), allowedOrigins(config)];
  app.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const address = clientAddress(request, isProxy);
    if (!mayAsk(address)) return refuse(stream, 403);
    if (pathOf(request) !== '/graphql') return refuse(stream, 404);
    const { origin } = request.headers;
    // Browsers let every page open sockets, whatever CORS says, and name the page; programs name none.
    if (origins && origin !== undefined && !origins.includes(origin)) return refuse(stream, 403);
    if (connections.isDraining) return refuse(stream, 503);
    const exceeded = places.take(address);
    if (exceeded) return refuse(stream, exceeded === 'total' ? 503 : 429);
    // Its place is the session's from the handshake on; where that fails, the place is free again.
    const release = (): void => places.giveBack(address);
    stream.once('close', release);
    sockets.handleUpgrade(request, stream, head, (ws) => {
      stream.off('close', release);
      SocketSession.open({ ws, stream, services, address, userAgent: request.headers['user-agent'] ?? '' });
    });
  });
}

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function refuse(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
