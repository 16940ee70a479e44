import { defineConfig } from '@graphql-hive/gateway';

/** The header of each client goes on to the subgraphs, as in the documentation of header propagation. */
export const gatewayConfig = defineConfig({
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({ 'x-client': request.headers.get('x-client') ?? '' }),
  },
});
