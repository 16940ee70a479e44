import { defineConfig } from '@graphql-hive/gateway';

/** The token of each client goes on to the subgraphs, as in the documentation of header propagation. */
export const gatewayConfig = defineConfig({
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ authorization: request.headers.get('authorization') ?? '' }),
  },
});
