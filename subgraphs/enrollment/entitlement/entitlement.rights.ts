import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import type { SubscriptionAccess } from '../subscription/subscription-access.entity';
import { SubscriptionAccessLoaders } from '../subscription/subscription-access.loaders';
import type { KnownCourse } from '../course/known-course.entity';
import { Entitlement, EntitlementSource } from './entitlement.entity';
import { entitlementFacts } from './entitlement.events';
import type { Learning } from './entitlement.loaders';
import { strongest } from './entitlement.union';

/** What a person is entitled to right now. Use in a transaction, after `lock`. */
export class Rights {
  constructor(private readonly tx: Scope) {}

  /** One decision at a time about one person's access to one course: a grant and a revocation never cross. */
  async lock({ userId, courseId }: Learning): Promise<void> {
    await this.tx.db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`access:${userId}:${courseId}`]);
  }

  /** By itself, or because a subscription covers the course. */
  async live({ userId, courseId }: Learning): Promise<Entitlement | SubscriptionAccess | null> {
    const rows = await this.tx.db.getRepository(Entitlement).findBy({ userId, courseId });
    // Not remembered: what was true a moment ago in this transaction may not be any more.
    const covering = await new SubscriptionAccessLoaders(this.tx).covering.load({ userId, courseId });
    return strongest([...rows, ...covering], this.tx.clock.now());
  }

  /** For whom a free course is entered without anything else: also without a subscription, which ends some day. */
  async enterFree(course: KnownCourse, userId: string, live: Entitlement | SubscriptionAccess | null): Promise<void> {
    if (!course.isFree || live instanceof Entitlement) return;
    await this.grant({
      userId,
      courseId: course.id,
      organisationId: course.organisationId,
      source: EntitlementSource.FREE,
    });
  }

  /** Writes one, without asking who may: that is decided above. */
  async grant(
    given: Learning & Pick<Entitlement, 'organisationId' | 'source'> & Partial<Entitlement>,
  ): Promise<Entitlement> {
    const startsAt = this.tx.clock.now();
    const usual = { sourceReference: null, startsAt, expiresAt: null, revokedAt: null };
    const entitlement = await this.tx.save(Object.assign(new Entitlement(), usual, given));
    if (!entitlement.revokedAt) await emit(this.tx, 'entitlement.granted', entitlementFacts(entitlement));
    return entitlement;
  }

  /** @throws ENTITLEMENT_REVOKED, CONFLICT */
  async revoke(entitlement: Entitlement): Promise<Entitlement> {
    entitlement.revoke(this.tx.clock.now());
    const revoked = await this.tx.save(entitlement);
    await emit(this.tx, 'entitlement.revoked', entitlementFacts(revoked));
    return revoked;
  }
}
