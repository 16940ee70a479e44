import type { EventPayload } from '../../../kit/events/catalog';
import type { Scope } from '../../../kit/scope/scope';
import { EnrollmentStatus } from '../enrollment/enrollment.states';
import { LeavingService } from '../enrollment/leaving.service';
import { EntitlementSource } from '../entitlement/entitlement.entity';
import { SubscriptionAccess } from './subscription-access.entity';
import { COVERS } from './subscription-access.loaders';
import { SubscriptionReturn } from './subscription.return';

type Facts = EventPayload<'subscription.access.changed'>;

interface Stay {
  readonly courseId: string;
}

/** Keeps what subscriptions open, and what follows for those who learn. Use in a transaction. */
export class SubscriptionAccessService {
  constructor(private readonly tx: Scope) {}

  /** Takes the newest facts; older ones change nothing. */
  async take(facts: Facts): Promise<void> {
    const known = await this.locked(facts.accessId);
    if (known && known.version >= facts.version) return;
    const access = accessOf(facts);
    const now = this.tx.clock.now();
    const isOther = known !== null && !opensTheSame(known, access);
    const before = isOther ? await this.stays(access.id) : [];
    await this.tx.db.upsert(SubscriptionAccess, access, ['id']);
    await this.endWithoutAccess(access.userId, before);
    if (access.endsAt <= now) await this.close(access);
    else if (!known || isOther || known.endsAt <= now) await this.tx.get(SubscriptionReturn).of(access);
  }

  /** Ends the stays that hung on it, unless something else gives access. */
  async close({ id, userId }: Pick<SubscriptionAccess, 'id' | 'userId'>): Promise<void> {
    const now = this.tx.clock.now();
    const [, closed] = await this.tx.db.query<[unknown[], number]>(CLOSE, [id, now]);
    if (closed === 0) return;
    await this.endWithoutAccess(userId, await this.stays(id));
  }

  /** Where somebody learns in what it opens. */
  private stays(id: string): Promise<Stay[]> {
    return this.tx.db.query<Stay[]>(STAYS, [id, EnrollmentStatus.ACTIVE]);
  }

  private async endWithoutAccess(userId: string, stays: readonly Stay[]): Promise<void> {
    for (const { courseId } of stays)
      await this.tx.get(LeavingService).endWithoutAccess({ userId, courseId }, 'EXPIRED');
  }

  private locked(id: string): Promise<SubscriptionAccess | null> {
    const query = this.tx.db.createQueryBuilder(SubscriptionAccess, 'row').where({ id });
    return query.setLock('pessimistic_write').getOne();
  }
}

function accessOf({ accessId: id, source, startsAt, endsAt, ...facts }: Facts): SubscriptionAccess {
  return Object.assign(new SubscriptionAccess(), facts, {
    id,
    source: source === 'SEAT' ? EntitlementSource.SEAT : EntitlementSource.SUBSCRIPTION,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    closedAt: null,
  });
}

/** Another plan opens other courses by the same access: where somebody learned by the old one cannot be found by the new. */
function opensTheSame(one: SubscriptionAccess, other: SubscriptionAccess): boolean {
  const [before, after] = [one, other].map(({ courseIds }) => courseIds?.toSorted().join() ?? null);
  return one.organisationId === other.organisationId && before === after;
}

const CLOSE = `
  UPDATE subscription_access SET closed_at = $2 WHERE id = $1 AND ends_at <= $2 AND closed_at IS NULL`;
const STAYS = `
  SELECT course.id AS "courseId" FROM subscription_access access
    JOIN enrollment ON enrollment.user_id = access.user_id AND enrollment.status = $2
    JOIN course ON course.id = enrollment.course_id AND ${COVERS}
   WHERE access.id = $1 ORDER BY course.id`;
