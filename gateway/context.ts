import type { ViewerSeal } from '../kit/identity/signed-viewer';
import type { KeyTerms } from '../kit/identity/key-terms';
import { Viewer } from '../kit/identity/viewer';
import type { Log } from '../kit/log/log';
import type { Freshness } from './caching/with-response-cache';
import type { Explanation } from './explain/explanation';
import type { OperationCost } from './limits/cost/with-cost-limit';
import type { RegisteredDocument } from './registry/document.entity';
import type { ClientName } from './usage/client-name';

/** What the gateway knows of one client request. */
export interface GatewayContext {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** What the API key is for that was used; null where none was. */
  readonly key: KeyTerms | null;
  /** The viewer as subgraphs accept it. */
  readonly signedViewer: string;
  /** Nobody in particular, as subgraphs accept it; absent: nothing is asked as nobody. */
  readonly signedNobody?: () => Promise<string>;
  readonly address: string;
  readonly userAgent: string;
  readonly log: Log;
  /** Aborted when the client has gone or the time is up: nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Calls made to subgraphs so far. */
  subgraphCalls: number;
  /** What the operation cost, once it has run. */
  cost?: OperationCost;
  /** How old the answer is, where others may be shown it. */
  freshness?: Freshness;
  /** Another text once something has changed that the answer shows: runs of other moments are not shared. */
  moment?: string;
  /** Who the client says it is. */
  readonly client?: ClientName | undefined;
  /** Collects how the request is answered, where it asks for that. */
  readonly explanation?: Explanation | undefined;
  /** The registered document that the request named, once that is known. */
  document?: RegisteredDocument;
}

type Asked = Pick<GatewayContext, 'requestId' | 'viewer' | 'address' | 'userAgent' | 'signal'> &
  Partial<Pick<GatewayContext, 'key' | 'document' | 'client' | 'explanation'>>;

/** A context for one request, or for one event of a subscription: its viewer is signed now, for a minute. */
export async function openContext(
  { requestId, viewer, key = null, document, client, explanation, address, userAgent, signal }: Asked,
  { seal, log }: { readonly seal: ViewerSeal; readonly log: Log },
): Promise<GatewayContext> {
  return {
    requestId,
    viewer,
    key,
    signedViewer: await seal.sign(viewer),
    signedNobody: () => seal.sign(Viewer.anonymous),
    address,
    userAgent,
    log: log.child({ requestId }),
    signal,
    subgraphCalls: 0,
    client,
    explanation,
    ...(document && { document }),
  };
}
