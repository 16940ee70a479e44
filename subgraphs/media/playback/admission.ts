import { kitErrors } from '../../../kit/errors/kit-errors';
import { Viewer } from '../../../kit/identity/viewer';
import type { Scope } from '../../../kit/scope/scope';
import { secretHash } from '../../../kit/identity/secret-hash';
import { mediaErrors } from '../media.errors';
import { demandActive } from './demand-active';
import { Entitlement } from './entitlement';
import { GrantCache } from './grant.cache';
import type { PlaybackGrant } from './grant.document';
import { GrantStore, sessionOf } from './grant.store';
import { PlayCookie } from './play-cookie';

export interface Asked {
  readonly token: string;
  /** The Cookie header. */
  readonly cookie: string | undefined;
}

export interface Admitted {
  readonly grant: PlaybackGrant;
  /** The Set-Cookie header for who does not have the cookie yet. */
  readonly setCookie: string | null;
}

/** Who may use a grant's URLs. */
export class Admission {
  constructor(private readonly scope: Scope) {}

  /** For files. @throws NOT_FOUND for who it is not for, PLAYBACK_ENDED, PLAYBACK_EXPIRED */
  async toFiles(asked: Asked): Promise<Admitted> {
    const cache = this.scope.shared(GrantCache);
    const grant = await cache.find(secretHash(asked.token), (hash) => this.house.get(GrantStore).byToken(hash));
    return this.admit(grant, asked);
  }

  /** For keys: read anew, and whether they still may. @throws as for files, PLAYBACK_LIMIT */
  async toKeys(asked: Asked): Promise<Admitted> {
    const admitted = await this.admit(await this.house.get(GrantStore).byToken(secretHash(asked.token)), asked);
    const { grant } = admitted;
    if (!(await this.house.get(Entitlement).holds(grant))) throw mediaErrors.PLAYBACK_ENDED();
    if (grant.personId !== null) {
      const playing = await this.house.get(GrantStore).activeOf(grant.personId);
      if (playing.length > this.scope.config.PLAYBACK_MAX_STREAMS) throw mediaErrors.PLAYBACK_LIMIT();
    }
    return admitted;
  }

  private async admit(grant: PlaybackGrant | null, { token, cookie }: Asked): Promise<Admitted> {
    if (!grant) throw nothing();
    const play = new PlayCookie(this.scope, token);
    const hasCookie = play.isIn(cookie);
    if (grant.isTaken && !this.isTheirs(grant, hasCookie)) throw nothing();
    demandActive(grant, this.scope.clock.now());
    if (!grant.isTaken && !hasCookie) await this.take(grant);
    return { grant, setCookie: hasCookie ? null : play.header };
  }

  /** Who says who they are is judged by that alone; the cookie is for players that cannot say. */
  private isTheirs({ personId, sessionId }: PlaybackGrant, hasCookie: boolean): boolean {
    const { viewer } = this.scope;
    if (viewer.claims.kind === 'anonymous') return hasCookie;
    return viewer.is(personId) && sessionOf(viewer) === sessionId;
  }

  /** A preview is the first one's to open it, whoever they are. */
  private async take(grant: PlaybackGrant): Promise<void> {
    if (this.scope.viewer.claims.kind !== 'anonymous' || !(await this.house.get(GrantStore).take(grant)))
      throw nothing();
    this.scope.shared(GrantCache).forget(grant);
  }

  /** Grants have their own rules: whose organisation they are of does not matter to who holds one. */
  private get house(): Scope {
    return this.scope.as(Viewer.system);
  }
}

const nothing = () => kitErrors.NOT_FOUND({ thing: 'playback' });
