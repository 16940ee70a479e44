import { accessLifetimeSeconds } from '../../kit/identity/access-token';
import { viewerChangeShape, type ViewerChange } from '../../kit/identity/viewer-change';
import type { Viewer } from '../../kit/identity/viewer';
import type { Clock } from '../../kit/scope/clock';
import type { Log } from '../../kit/log/log';
import type { Identified } from '../identity/identity';
import type { SubgraphClient } from '../subgraph-client/subgraph-client';
import { UpstreamListener } from '../subgraph-client/upstream-listener';
import type { CallHeaders } from '../../kit/subgraph/running';
import type { Timers } from '../../kit/scope/timers';

interface ChangesOptions {
  readonly users: SubgraphClient;
  readonly headersOf: () => Promise<CallHeaders>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

const field = 'viewerChanged';

/**
 * What users tells about access tokens that are out of date before they expire. Where users cannot be reached, tokens
 * hold until they expire, and no longer.
 */
export class ViewerChanges {
  private readonly endedSessions = new Map<string, number>();
  /** When the roles of a user last changed. */
  private readonly changedRoles = new Map<string, number>();
  private listener: UpstreamListener | null = null;

  constructor(private readonly options: ChangesOptions) {}

  /** Listens until `stop`. */
  start(onChange: (change: ViewerChange) => void): void {
    const { users: client, ...rest } = this.options;
    this.listener = new UpstreamListener({
      ...rest,
      client,
      query: `subscription { ${field} }`,
      onData: ({ [field]: text }) => {
        if (typeof text !== 'string') return;
        const change = viewerChangeShape.parse(JSON.parse(text));
        this.remember(change);
        onChange(change);
      },
    });
  }

  async stop(): Promise<void> {
    await this.listener?.stop();
  }

  /** Whether a token was issued before something that it should know of. */
  areUnknownTo({ viewer, issuedAt }: Pick<Identified, 'viewer' | 'issuedAt'>): boolean {
    const { id, sessionId } = viewer.claims;
    if (sessionId !== null && this.endedSessions.has(sessionId)) return true;
    const changedAt = id === null ? undefined : this.changedRoles.get(id);
    return changedAt !== undefined && issuedAt !== null && issuedAt.getTime() < changedAt;
  }

  private remember(change: ViewerChange): void {
    const at = Date.parse(change.at);
    if (change.kind === 'SESSIONS_ENDED') for (const id of change.sessionIds) this.endedSessions.set(id, at);
    if (change.kind === 'ROLES_CHANGED') for (const id of change.userIds) put(this.changedRoles, id, at);
    for (const known of [this.endedSessions, this.changedRoles]) this.forgetOld(known);
  }

  /** Tokens from before are dead by then. The oldest come first. */
  private forgetOld(known: Map<string, number>): void {
    const oldest = this.options.clock.now().getTime() - accessLifetimeSeconds * 1_000;
    for (const [id, at] of known) {
      if (at >= oldest) return;
      known.delete(id);
    }
  }
}

function put(known: Map<string, number>, id: string, at: number): void {
  known.delete(id);
  known.set(id, at);
}

/** Whom a change concerns, whatever their token knows. */
export function concernedBy(change: ViewerChange): (viewer: Viewer) => boolean {
  if (change.kind === 'API_KEY_REVOKED') return ({ keyOwnerId }) => keyOwnerId === change.ownerId;
  const ids = new Set<string | null>(change.kind === 'ROLES_CHANGED' ? change.userIds : change.sessionIds);
  return ({ claims }) => ids.has(change.kind === 'ROLES_CHANGED' ? claims.id : claims.sessionId);
}
