import type { FastifyInstance } from 'fastify';
import { Readable } from 'node:stream';
import { kitErrors } from '../../kit/errors/kit-errors';
import { defineSubgraph } from '../../kit/subgraph/define';
import { scopeOf } from '../../kit/subgraph/public-routes';
import { sample } from '../../kit/testing/sample-subgraph';

const chunk = Buffer.alloc(64 * 1024, 7);

/** What the files subgraph has seen of streams. */
export const seen = { uploads: 0, brokenUploads: 0, downloads: 0, closedDownloads: 0, largestBuffers: 0 };

/** A subgraph with public routes that tell what they are told. */
export const files = defineSubgraph({ ...sample, name: 'files', publicRoutes: routes });

function routes(app: FastifyInstance): void {
  app.get('/who', (request) => {
    const { viewer, origin } = scopeOf(request);
    const { kind, sessionId } = viewer.claims;
    return { id: viewer.id, kind, sessionId, origin, headers: request.headers };
  });
  app.get('/named/*', (request) => ({ named: (request.params as { '*': string })['*'] }));
  app.get('/hidden', () => {
    throw kitErrors.NOT_FOUND({ thing: 'file' });
  });
  app.get('/broken', () => {
    throw new Error('the password of 10.0.0.3 is sesame');
  });
  app.get('/page', (_request, reply) =>
    reply.header('content-security-policy', "default-src 'self'").header('set-cookie', ['a=1', 'b=2']).send('page'),
  );
  app.get('/large', (request, reply) => reply.send(large(Number((request.query as { chunks: string }).chunks))));
  app.options('/large', (_request, reply) => reply.header('tus-version', '1.0.0').code(204).send());
  void app.register((uploads, _options, done) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, body, parsed) => parsed(null, body));
    uploads.patch('/upload', async (request) => ({ bytes: await lengthOf(request.body as Readable) }));
    done();
  });
}

async function lengthOf(body: Readable): Promise<number> {
  seen.uploads += 1;
  let bytes = 0;
  try {
    for await (const part of body) {
      bytes += (part as Buffer).length;
      seen.largestBuffers = Math.max(seen.largestBuffers, process.memoryUsage().arrayBuffers);
    }
  } catch (error) {
    seen.brokenUploads += 1;
    throw error;
  }
  return bytes;
}

function large(chunks: number): Readable {
  seen.downloads += 1;
  let left = chunks;
  return new Readable({
    read() {
      seen.largestBuffers = Math.max(seen.largestBuffers, process.memoryUsage().arrayBuffers);
      this.push(left-- > 0 ? chunk : null);
    },
    destroy(error, callback) {
      if (left > 0) seen.closedDownloads += 1;
      callback(error);
    },
  });
}
