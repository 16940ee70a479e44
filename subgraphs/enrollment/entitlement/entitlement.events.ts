import type { EventPayload } from '../../../kit/events/catalog';
import type { Entitlement } from './entitlement.entity';

/** What others hear of an entitlement. */
export function entitlementFacts({
  id: entitlementId,
  userId,
  courseId,
  organisationId,
  source,
  expiresAt,
}: Entitlement): EventPayload<'entitlement.granted'> {
  return {
    entitlementId,
    userId,
    courseId,
    organisationId,
    source,
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
