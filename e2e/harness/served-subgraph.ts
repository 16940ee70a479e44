import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { RunningSubgraph } from '../../kit/subgraph/running';
import { serveSubgraph } from '../../kit/subgraph/server';

/** A subgraph on a port of its own, which can be stopped and started there again. */
export class ServedSubgraph {
  private constructor(
    readonly subgraph: RunningSubgraph,
    private app: FastifyInstance,
    private readonly port: number,
  ) {}

  static async start(subgraph: RunningSubgraph): Promise<ServedSubgraph> {
    const app = await served(subgraph, 0);
    return new ServedSubgraph(subgraph, app, (app.server.address() as AddressInfo).port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  async startAgain(): Promise<void> {
    this.app = await served(this.subgraph, this.port);
  }
}

async function served(subgraph: RunningSubgraph, port: number): Promise<FastifyInstance> {
  const app = serveSubgraph(subgraph);
  await app.listen({ host: '127.0.0.1', port });
  return app;
}
