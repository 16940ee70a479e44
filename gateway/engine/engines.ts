import type { Config } from '../../kit/config/config';
import { openApolloEngine } from './apollo/apollo-engine';
import { openCompiledEngine } from './compiled/compiled-engine';
import type { OpenEngine } from './engine';

/** The engines to choose from by ENGINE: our own, and @apollo/gateway, which it is compared with. */
export const engines: Readonly<Record<Config['ENGINE'], OpenEngine>> = {
  compiled: openCompiledEngine,
  apollo: openApolloEngine,
};
