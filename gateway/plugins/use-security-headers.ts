import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../../kit/config/config';

/** Answers for programs; everything else may be looked at in a browser. */
const answerRoutes: ReadonlySet<string | undefined> = new Set(['/graphql', '/api/:name', '/api/openapi.json']);

const transportSecurity = { maxAge: 31_536_000, includeSubDomains: true };

/**
 * What matters of an answer in JSON, as OWASP's REST Security Cheat Sheet has it: no browser takes it for something else,
 * shows it in a frame, or lets pages of others load it without asking.
 */
const ofAnswers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Headers for browsers: few for answers, all of helmet's for the rest. TLS is insisted on in production only. */
export async function useSecurityHeaders(
  app: FastifyInstance,
  { NODE_ENV: environment }: Pick<Config, 'NODE_ENV'>,
): Promise<void> {
  const isProduction = environment === 'production';
  const { maxAge } = transportSecurity;
  const headers = isProduction
    ? { ...ofAnswers, 'strict-transport-security': `max-age=${maxAge}; includeSubDomains` }
    : ofAnswers;
  app.addHook('onRoute', (route) => {
    if (answerRoutes.has(route.url)) route.helmet = false;
  });
  // Pages bring content policies of their own.
  const strictTransportSecurity = isProduction && transportSecurity;
  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity });
  app.addHook('onRequest', (request, reply, done) => {
    if (answerRoutes.has(request.routeOptions.url)) void reply.headers(headers);
    done();
  });
}
