import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { execute } from 'graphql';
import { z } from 'zod';
import { schemaFolder } from '../../../cli/files';
import type { Platform } from '../../../cli/platform';
import { Identity } from '../../../gateway/identity/identity';
import { useCodedHttpErrors } from '../../../gateway/plugins/use-coded-http-errors';
import { inMemoryClient } from '../../../gateway/subgraph-client/in-memory-client';
import { maskError } from '../../../kit/errors/mask';
import { Documents } from '../../../kit/graphql/documents';
import { ViewerSeal } from '../../../kit/identity/signed-viewer';
import type { House } from '../../../kit/subgraph/house';
import { JointRequest } from './joint-request';
import { jointSchema } from './joint-schema';

const requestShape = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).optional() });

/** The same services without federation: one schema, executed by graphql-js, behind the same server and the same token check. */
export async function openMonolith(
  platform: Platform,
  { config, secrets, clock, log }: House,
): Promise<FastifyInstance> {
  const schema = jointSchema(readFileSync(join(schemaFolder, 'api.graphql'), 'utf8'), platform.subgraphs);
  const documents = new Documents(schema);
  const users = inMemoryClient(platform.get('users'));
  const identity = new Identity(users, new ViewerSeal(secrets, clock), config, clock);

  const app = Fastify({ logger: false, bodyLimit: config.MAX_BODY_BYTES, genReqId: () => randomUUID() });
  useCodedHttpErrors(app, log);
  await app.register(cors, { origin: [config.PUBLIC_URL], maxAge: 600 });
  app.post('/graphql', async (request) => {
    const { authorization, 'user-agent': userAgent } = request.headers;
    const { viewer } = await identity.identify({ authorization, apiKey: undefined, address: request.ip });
    const { query, variables } = requestShape.parse(request.body);
    const { document, errors } = documents.read(query);
    if (errors.length > 0) return { errors };
    const headers = { 'x-request-id': request.id, 'x-lyceum-address': request.ip, 'user-agent': userAgent };
    const contextValue = new JointRequest(platform, viewer, headers);
    const result = await execute({ schema, document, variableValues: variables, contextValue });
    return result.errors ? { ...result, errors: result.errors.map((error) => maskError(error, log)) } : result;
  });
  return app;
}
