import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { Viewer, type ViewerClaims } from './viewer';

/** Access tokens are EdDSA JWTs for this audience, issued by `PUBLIC_URL`; `sub` is the user, `sid` the session. */
export const accessAudience = 'lyceum';
export const accessLifetimeSeconds = 15 * 60;

const grantShape = z.object({
  role: z.string(),
  permissions: z.array(z.string()),
  organisationId: z.string().nullable(),
  resource: z.string().nullable(),
});
const payloadShape = z.object({
  sub: z.string(),
  sid: z.string(),
  grants: z.array(grantShape),
  organisations: z.array(z.string()),
  scopes: z.array(z.string()),
});

type PersonClaims = Pick<ViewerClaims, 'grants' | 'organisations' | 'scopes'> & {
  readonly id: string;
  readonly sessionId: string;
};

export function accessPayload({ id, sessionId, grants, organisations, scopes }: PersonClaims): JWTPayload {
  return { sub: id, sid: sessionId, grants, organisations, scopes };
}

/** @throws ZodError for a verified token of another shape, such as one of an older version. */
export function viewerOfPayload(payload: JWTPayload): Viewer {
  const { sub, sid, grants, organisations, scopes } = payloadShape.parse(payload);
  return new Viewer({ kind: 'person', id: sub, sessionId: sid, grants, organisations, scopes });
}
