import type { Viewer } from '../kit/identity/viewer';
import type { Log } from '../kit/log/log';

/** What the gateway knows of one client request. */
export interface GatewayContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** The viewer as subgraphs accept it. */
  readonly signedViewer: string;
  readonly address: string;
  readonly userAgent: string;
  readonly log: Log;
  /** Aborted when the client has gone or the time is up: nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Calls made to subgraphs so far. */
  subgraphCalls: number;
}
