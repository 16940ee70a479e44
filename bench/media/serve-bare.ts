import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';

/** Files that are served, and the file that what is sent goes into. */
export interface BareOrder {
  readonly root: string;
  readonly into: string;
}

/** The least that serves files, and takes one: a framework that asks nobody anything. */
async function serve({ root, into }: BareOrder): Promise<void> {
  const app = Fastify({ logger: false });
  await app.register(fastifyStatic, { root, prefix: '/files/' });
  app.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body));
  app.patch('/received', async (request, reply) => {
    await pipeline(request.raw, createWriteStream(into));
    return reply.code(204).send();
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
}

void serve(JSON.parse(process.argv[2] ?? '{}') as BareOrder);
