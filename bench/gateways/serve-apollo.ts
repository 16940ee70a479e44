import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import type { Launch } from './kinds';

interface ApolloLaunch extends Launch {
  /** The token of each client goes on to the subgraphs. */
  readonly forwards: boolean;
}

interface ClientContext {
  readonly authorization?: string;
}

class ForwardingDataSource extends RemoteGraphQLDataSource<ClientContext> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<ClientContext>['willSendRequest']>>[0]): void {
    request.http?.headers.set('authorization', context.authorization ?? '');
  }
}

/** As the documentation of @apollo/gateway shows it. */
async function serve({ port, supergraphFile, workers, forwards }: ApolloLaunch): Promise<void> {
  if (cluster.isPrimary && workers > 1) {
    for (let worker = 0; worker < workers; worker += 1) cluster.fork();
    return;
  }
  const supergraphSdl = readFileSync(supergraphFile, 'utf8');
  const listen = { port, host: '127.0.0.1' };
  if (!forwards) {
    const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) });
    await startStandaloneServer(server, { listen });
    return;
  }
  const gateway = new ApolloGateway({ supergraphSdl, buildService: ({ url }) => new ForwardingDataSource({ url }) });
  await startStandaloneServer(new ApolloServer<ClientContext>({ gateway }), {
    listen,
    context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
  });
}

void serve(JSON.parse(process.argv[2] ?? '{}') as ApolloLaunch);
