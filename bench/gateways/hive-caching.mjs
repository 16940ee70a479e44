import { defineConfig } from '@graphql-hive/gateway';

/** Answers are kept for a minute, for everybody, as in the documentation of response caching. */
export const gatewayConfig = defineConfig({
  responseCaching: { session: () => null, ttl: 60_000 },
});
