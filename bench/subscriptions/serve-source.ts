import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { answersOf, type Asked } from '../shop/answers';
import { serveLight } from '../shop/light-server';
import type { ShopSubgraph } from '../shop/subgraphs';
import { liveShop } from './live-shop';
import { Announcements } from './announcements';

const announcements = new Announcements();

/** The subgraph that is subscribed to speaks graphql-ws and nothing else: it is asked for nothing else. */
async function serveSockets({ sdl, resolvers }: ShopSubgraph): Promise<number> {
  const subscribe = (): AsyncIterable<unknown> => announcements.follow();
  const schema = buildSubgraphSchema([
    { typeDefs: parse(sdl), resolvers: { ...resolvers, Subscription: { reviewAdded: { subscribe } } } },
  ]);
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/graphql' });
  useServer({ schema }, server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function serve(): Promise<void> {
  const asked: Asked = { calls: 0, representations: 0 };
  process.on('message', (message: { publish?: number }) => {
    if (message.publish) announcements.make(message.publish);
    process.send?.({ ...asked, followers: announcements.followers });
  });
  process.on('disconnect', () => process.exit(0));
  const urls: Record<string, string> = {};
  for (const subgraph of liveShop) {
    const isSource = subgraph.name === 'reviews';
    const port = await (isSource ? serveSockets(subgraph) : serveLight(answersOf(subgraph, asked), 0));
    urls[subgraph.name] = `http://127.0.0.1:${port}/graphql`;
  }
  process.send?.(urls);
}

void serve();
