import { existsSync } from 'node:fs';
import { readSupergraphConfig } from '../../gateway/compose/supergraph-config';
import type { Config } from '../../kit/config/config';
import { supergraphFile } from '../files';
import { supergraphPlace } from '../supergraph';
import { UsageError } from '../usage-error';
import type * as Gateway from './serve-gateway';
import type * as Subgraphs from './serve-subgraphs';

export interface ServeOptions {
  /** Says where each subgraph is, instead of the project's own supergraph.yaml. */
  readonly supergraph?: string;
  /** The supergraph's SDL, for the gateway: a file, or a URL. */
  readonly supergraphSdl?: string;
  /** Processes of the gateway. */
  readonly workers?: number;
}

/** The gateway, or some subgraphs, in a process of their own, over HTTP at the addresses of supergraph.yaml. */
export async function serve(
  config: Config,
  names: readonly string[],
  { supergraph = supergraphFile, supergraphSdl, workers = 1 }: ServeOptions,
): Promise<void> {
  const isGateway = names.includes('gateway');
  if (isGateway && names.length > 1) throw new UsageError('The gateway is served by itself: lyceum serve gateway.');
  if (!isGateway && (supergraphSdl !== undefined || workers > 1))
    throw new UsageError('--supergraph-sdl and --workers are for the gateway.');
  if (!existsSync(supergraph)) throw new UsageError(`There is no file ${supergraph}.`);
  const sources = readSupergraphConfig(supergraph);
  // Neither has use for what the other loads.
  if (!isGateway) return (require('./serve-subgraphs') as typeof Subgraphs).serveSubgraphs(config, sources, names);
  const { serveGateway } = require('./serve-gateway') as typeof Gateway;
  return serveGateway(config, { sources, place: supergraphPlace(config, supergraphSdl), workers });
}
