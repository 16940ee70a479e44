import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPubSub } from '@graphql-yoga/subscription';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';

/** How messages reach the sockets: as one text for all, or by a subscription of graphql-js for each. */
export type BareChat = 'ws' | 'graphql-ws';

interface Said {
  readonly id: string;
  readonly seq: number;
  readonly body: string;
  readonly createdAt: string;
  readonly author: { readonly id: string };
}

const typeDefs = `
  type Query { a: Int }
  type Author { id: ID! }
  type Message { id: ID! seq: Int! body: String createdAt: String! author: Author }
  type MessagePosted { message: Message! }
  type Subscription { messagePosted(conversationId: ID!): MessagePosted }
`;

/** A room without members, rights and a memory: who connects hears what is posted. */
async function serve(kind: BareChat): Promise<void> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  const tell = kind === 'ws' ? toAll(sockets) : bySubscription(sockets);
  let seq = 0;
  server.on('request', (request, response) => {
    void bodyOf(request).then((text) => {
      const { variables } = JSON.parse(text) as { variables: { input: { clientId: string; body: string } } };
      const { clientId: id, body } = variables.input;
      seq += 1;
      tell({ id, seq, body, createdAt: new Date().toISOString(), author: { id } });
      response.end(JSON.stringify({ data: { sendMessage: { message: { seq } } } }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port: (server.address() as AddressInfo).port });
}

function toAll(sockets: WebSocketServer): (message: Said) => void {
  const listeners = new Set<WebSocket>();
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const { type } = JSON.parse((data as Buffer).toString()) as { type: string };
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') listeners.add(socket);
    });
    socket.on('close', () => listeners.delete(socket));
  });
  return (message) => {
    const text = JSON.stringify({ id: '1', type: 'next', payload: { data: { messagePosted: { message } } } });
    const frame = Buffer.from(text);
    for (const listener of listeners) listener.send(frame, { binary: false });
  };
}

function bySubscription(sockets: WebSocketServer): (message: Said) => void {
  const topics = createPubSub<{ said: [{ messagePosted: { message: Said } }] }>();
  const schema = buildSchema(typeDefs);
  schema.getSubscriptionType()!.getFields()['messagePosted']!.subscribe = () => topics.subscribe('said');
  useServer({ schema }, sockets);
  return (message) => topics.publish('said', { messagePosted: { message } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

void serve((JSON.parse(process.argv[2] ?? '{}') as { kind: BareChat }).kind);
