import type { Scope } from '../../../../kit/scope/scope';
import { mediaErrors } from '../../media.errors';
import { partAt } from '../ingest/live-files';
import { livePlaylist, nextPart, type LiveShown } from '../ingest/live-playlist';
import { LiveEdges } from './live-edges';
import { demandNear, hasReached, reloadRequest } from './reload-request';

/** For which grant what is asked; whether it may was decided before. */
export interface LiveAsked {
  readonly grantId: string;
  readonly liveSessionId: string;
  /** Aborts where nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What players are told of a live session, now or as soon as there is what they ask for. */
export class LiveDelivery {
  private readonly edges: LiveEdges;

  constructor(scope: Scope) {
    this.edges = scope.shared(LiveEdges);
  }

  /** @throws LIVE_SILENT before anything was sent, BAD_INPUT, RATE_LIMITED, UNAVAILABLE */
  async playlist(asked: LiveAsked, query: unknown): Promise<string> {
    const wanted = reloadRequest(query);
    let shown = await this.edges.of(asked.liveSessionId).now;
    if (wanted && shown?.isSending) {
      demandNear(wanted, shown.segments);
      shown = await this.until(asked, ({ segments }) => hasReached(wanted, segments));
    }
    if (!shown || shown.segments.length === 0) throw mediaErrors.LIVE_SILENT();
    return livePlaylist(shown);
  }

  /** Waits where the path is that of the part that comes next, which players ask for before it is there. @throws RATE_LIMITED, UNAVAILABLE */
  async part(asked: LiveAsked, path: string): Promise<void> {
    const wanted = partAt(path);
    const isNext = (shown: LiveShown): boolean => {
      const { take, number, part } = nextPart(shown);
      return wanted?.take === take && wanted.number === number && wanted.part === part;
    };
    await this.until(asked, (shown) => !isNext(shown));
  }

  /** Nothing is waited for while nobody sends. */
  private async until(asked: LiveAsked, isThere: (shown: LiveShown) => boolean): Promise<LiveShown | null> {
    const edge = this.edges.of(asked.liveSessionId);
    const isEnough = (shown: LiveShown | null): boolean => !shown?.isSending || isThere(shown);
    const shown = await edge.now;
    if (isEnough(shown)) return shown;
    return this.edges.hold(asked.grantId, () => edge.until(isEnough, asked.signal));
  }
}
