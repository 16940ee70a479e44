import { Client } from 'undici';
import { askOnce } from './ask-once';
import { closedLoop } from './closed-loop';
import type { Load, LoadOrder } from './load';

/** Each connection sends its next request when it has the last answer. */
async function run({ url, headers, body, connections, seconds, tokens }: LoadOrder): Promise<Load> {
  const { origin, pathname: path } = new URL(url);
  const clients = Array.from({ length: connections }, (_, index) => {
    const own = tokens ? { ...headers, authorization: `Bearer ${tokens[index % tokens.length]}` } : headers;
    return { client: new Client(origin, { pipelining: 1 }), request: { path, headers: own, body } };
  });
  const load = await closedLoop({ connections, seconds }, (index) => {
    const { client, request } = clients[index]!;
    return askOnce(client, request);
  });
  await Promise.all(clients.map(({ client }) => client.close()));
  return load;
}

void run(JSON.parse(process.argv[2] ?? '{}') as LoadOrder).then((load) => process.send?.(load));
