import { SignJWT, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { Viewer, type ViewerClaims } from './viewer';
import type { Clock } from '../scope/clock';
import type { Secrets } from '../config/secrets';
import { kitErrors } from '../errors/kit-errors';

/** The header in which the gateway tells a subgraph who asks. */
export const viewerHeader = 'x-lyceum-viewer';
const audience = 'lyceum-subgraph';
const lifetimeSeconds = 60;
/** For how long a signature is used again: what is left of its life is longer than any call takes. */
const reuseSeconds = 20;
/** Signatures that were found to be right: the gateway uses each for many calls. */
const mostOpened = 2_000;

const claimsShape: z.ZodType<ViewerClaims> = z.object({
  kind: z.enum(['anonymous', 'person', 'service', 'system', 'audience']),
  id: z.string().nullable(),
  sessionId: z.string().nullable(),
  grants: z.array(
    z.object({
      role: z.string(),
      permissions: z.array(z.string()),
      organisationId: z.string().nullable(),
      resource: z.string().nullable(),
    }),
  ),
  organisations: z.array(z.string()),
  scopes: z.array(z.string()),
});

/** Signs and checks the viewer on its way from the gateway to a subgraph (JWS, HS256, one minute). */
export class ViewerSeal {
  private readonly key: Uint8Array;
  private readonly signed = new WeakMap<Viewer, { readonly token: Promise<string>; readonly at: number }>();
  private readonly opened = new LRUCache<string, { readonly viewer: Viewer; readonly until: number }>({
    max: mostOpened,
  });

  constructor(
    secrets: Secrets,
    private readonly clock: Clock,
  ) {
    this.key = secrets.key('viewer');
  }

  sign(viewer: Viewer): Promise<string> {
    const now = this.now();
    const known = this.signed.get(viewer);
    if (known && now - known.at >= 0 && now - known.at < reuseSeconds) return known.token;
    const token = this.make(viewer, now);
    this.signed.set(viewer, { token, at: now });
    return token;
  }

  private make(viewer: Viewer, now: number): Promise<string> {
    return new SignJWT({ viewer: viewer.claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(this.key);
  }

  /** @throws UNSIGNED_CALL when the claim is absent, forged, stale or for someone else. */
  async open(token: string | undefined): Promise<Viewer> {
    const known = this.opened.get(token ?? '');
    if (known && this.now() < known.until) return known.viewer;
    try {
      const { payload } = await jwtVerify<{ viewer: unknown }>(token ?? '', this.key, {
        audience,
        algorithms: ['HS256'],
        requiredClaims: ['exp'],
        currentDate: this.clock.now(),
      });
      const viewer = new Viewer(claimsShape.parse(payload.viewer));
      this.opened.set(token!, { viewer, until: payload.exp! });
      return viewer;
    } catch {
      throw kitErrors.UNSIGNED_CALL();
    }
  }

  /** Seconds. */
  private now(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}
