import type { Config } from '../../kit/config/config';
import type * as Apollo from './apollo/apollo-engine';
import { openCompiledEngine } from './compiled/compiled-engine';
import type { OpenEngine } from './engine';

/** The engines to choose from by ENGINE: our own, and @apollo/gateway, which it is compared with. */
export const engines: Readonly<Record<Config['ENGINE'], OpenEngine>> = {
  compiled: openCompiledEngine,
  apollo: (options) => {
    // It takes as long to load as the rest of the gateway: only for those who want it.
    const { openApolloEngine } = require('./apollo/apollo-engine') as typeof Apollo;
    return openApolloEngine(options);
  },
};
