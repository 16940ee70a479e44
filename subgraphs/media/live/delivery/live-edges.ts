import { kitErrors } from '../../../../kit/errors/kit-errors';
import type { Resources } from '../../../../kit/scope/scope';
import { LiveEdge } from './live-edge';

/** Requests that may wait at a time: of one grant, whose player has one or two, and of all in this process. */
const most = { ofGrant: 4, ofAll: 10_000 };

/** The live sessions that somebody watches through this process, and how many wait. */
export class LiveEdges {
  private readonly edges = new Map<string, LiveEdge>();
  private readonly waiting = new Map<string, number>();
  private all = 0;

  constructor(private readonly resources: Resources) {}

  of(liveSessionId: string): LiveEdge {
    const known = this.edges.get(liveSessionId);
    if (known) return known;
    const edge = new LiveEdge(this.resources, liveSessionId, () => this.edges.delete(liveSessionId));
    this.edges.set(liveSessionId, edge);
    return edge;
  }

  /** How many requests wait in this process. */
  get held(): number {
    return this.all;
  }

  /** Has a request of a grant wait. @throws RATE_LIMITED, UNAVAILABLE where too many do */
  async hold<T>(grantId: string, wait: () => Promise<T>): Promise<T> {
    const own = this.waiting.get(grantId) ?? 0;
    if (own >= most.ofGrant) throw kitErrors.RATE_LIMITED({ retryAfter: 1 });
    if (this.all >= most.ofAll) throw kitErrors.UNAVAILABLE();
    this.count(grantId, 1);
    try {
      return await wait();
    } finally {
      this.count(grantId, -1);
    }
  }

  private count(grantId: string, by: 1 | -1): void {
    const own = (this.waiting.get(grantId) ?? 0) + by;
    this.all += by;
    if (own === 0) this.waiting.delete(grantId);
    else this.waiting.set(grantId, own);
  }
}
