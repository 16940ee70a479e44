import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { dirname } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { etagOf } from '../../etag';
import type { RegisteredDocument } from '../../registry/document.entity';
import type { Registry } from '../../registry/registry';
import { openApi } from './openapi';
import { referencePage, referencePolicy, referenceScript } from './reference-page';

export interface OpenApiPageOptions {
  readonly registry: Registry;
  readonly schema: () => GraphQLSchema;
}

/** What third parties may ask: for programs at /api/openapi.json, for people at /api. */
export async function useOpenApi(app: FastifyInstance, { registry, schema }: OpenApiPageOptions): Promise<void> {
  const described = describing();
  app.get('/api/openapi.json', (request, reply) => {
    const documents = registry.latest().filter(({ state }) => state !== 'RETIRED');
    const { text, etag } = described(schema(), documents);
    void reply.headers({ etag, 'cache-control': 'public, no-cache', 'access-control-allow-origin': '*' });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(text);
  });
  app.get('/api', (_request, reply) =>
    reply
      .headers({ 'content-security-policy': referencePolicy, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(referencePage),
  );
  app.get('/api/assets/reference.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(referenceScript),
  );
  await app.register(fastifyStatic, {
    root: dirname(require.resolve('swagger-ui-dist/package.json')),
    prefix: '/api/assets/',
    decorateReply: false,
    index: false,
    maxAge: '1d',
    allowedPath: (path) => path === '/swagger-ui.css' || path === '/swagger-ui-bundle.js',
  });
}

interface Description {
  readonly documents: string;
  readonly text: string;
  readonly etag: string;
}

/** Describes documents in a schema, anew only where either has changed: anybody may ask, and it takes milliseconds. */
function describing(): (schema: GraphQLSchema, documents: readonly RegisteredDocument[]) => Description {
  const known = new WeakMap<GraphQLSchema, Description>();
  return (schema, documents) => {
    const now = documents.map(({ id, state, retiresAt }) => `${id} ${state} ${retiresAt?.getTime()}`).join();
    const last = known.get(schema);
    if (last?.documents === now) return last;
    const text = JSON.stringify(openApi({ schema, documents }));
    const description = { documents: now, text, etag: etagOf(text) };
    known.set(schema, description);
    return description;
  };
}
