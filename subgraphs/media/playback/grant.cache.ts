import type { Resources } from '../../../kit/scope/scope';
import type { PlaybackGrant } from './grant.document';

interface Kept {
  readonly grant: PlaybackGrant;
  readonly readAt: number;
}

/** Milliseconds for which another process may not hear that a grant was renewed or has ended. */
const lifetime = 1_000;
const most = 10_000;

/** Grants that were read a moment ago: a player asks for several files a second. */
export class GrantCache {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly resources: Resources) {}

  async find(
    tokenHash: string,
    read: (tokenHash: string) => Promise<PlaybackGrant | null>,
  ): Promise<PlaybackGrant | null> {
    const now = Number(this.resources.clock.now());
    const known = this.kept.get(tokenHash);
    if (known && Math.abs(now - known.readAt) < lifetime) return known.grant;
    const grant = await read(tokenHash);
    this.kept.delete(tokenHash);
    if (grant) this.kept.set(tokenHash, { grant, readAt: now });
    // The oldest go first: a map keeps the order in which it was filled.
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= most) break;
      this.kept.delete(oldest);
    }
    return grant;
  }

  forget({ tokenHash }: PlaybackGrant): void {
    this.kept.delete(tokenHash);
  }
}
