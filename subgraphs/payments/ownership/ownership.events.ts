import type { EventPayload } from '../../../kit/events/catalog';
import { on } from '../../../kit/events/on';

type Facts = EventPayload<'entitlement.granted'>;

/** Who has what for good. An end that arrives before its beginning is remembered: the beginning then changes nothing. */
export const onEntitlementGranted = on('entitlement.granted', (tx, facts) =>
  isForGood(facts) ? tx.db.query(`${INSERT} DO NOTHING`, [...columnsOf(facts), false]) : Promise.resolve(),
);

export const onEntitlementRevoked = on('entitlement.revoked', (tx, facts) =>
  tx.db.query(`${INSERT} (entitlement_id) DO UPDATE SET has_ended = true`, [...columnsOf(facts), true]),
);

/** Access that ends some day, or with a subscription, is no reason not to buy. */
function isForGood({ source, expiresAt }: Facts): boolean {
  return expiresAt === null && source !== 'SUBSCRIPTION';
}

function columnsOf({ entitlementId, userId, courseId, organisationId }: Facts): (string | null)[] {
  return [entitlementId, userId, courseId, organisationId];
}

const INSERT = `
  INSERT INTO holding (entitlement_id, user_id, course_id, organisation_id, has_ended) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT`;
