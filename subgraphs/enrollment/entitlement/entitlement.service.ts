import type { Scope } from '../../../kit/scope/scope';
import { coursePolicy } from '../course/course.policy';
import { requireCourse } from '../course/course.require';
import { LeavingService } from '../enrollment/leaving.service';
import { enrollmentErrors } from '../enrollment.errors';
import { RequestKeys } from '../../../kit/requests/request-keys';
import { Entitlement } from './entitlement.entity';
import type { GrantEntitlementInput, RevokeEntitlementInput } from './entitlement.input';
import { entitlementPolicy } from './entitlement.policy';
import { Rights } from './entitlement.rights';

/** Gives and takes rights to courses. */
export class EntitlementService {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND, BAD_PERIOD, ENTITLEMENT_REVOKED for a reference that was revoked, IDEMPOTENCY_KEY_REUSED */
  grant(input: GrantEntitlementInput): Promise<Entitlement> {
    return this.scope.transaction((tx) =>
      tx.get(RequestKeys).once('grantEntitlement', input, {
        run: () => this.grantOnce(tx, input),
        remember: ({ id }) => id,
        recall: (id: string) => tx.require(Entitlement, id, entitlementPolicy.manage),
      }),
    );
  }

  /** Where nothing else gives access, the enrolment ends with it. @throws NOT_FOUND, CONFLICT, ENTITLEMENT_REVOKED */
  revoke({ id, expectedVersion }: RevokeEntitlementInput): Promise<Entitlement> {
    return this.scope.transaction(async (tx) => {
      const entitlement = await tx.require(Entitlement, id, entitlementPolicy.manage, expectedVersion);
      await tx.get(Rights).lock(entitlement);
      const revoked = await tx.get(Rights).revoke(entitlement);
      await tx.get(LeavingService).endWithoutAccess(entitlement, 'REVOKED');
      return revoked;
    });
  }

  private async grantOnce(tx: Scope, input: GrantEntitlementInput): Promise<Entitlement> {
    const { userId, source } = input;
    const course = await requireCourse(tx, input.courseId, coursePolicy.manage);
    const startsAt = input.startsAt ?? tx.clock.now();
    const expiresAt = input.expiresAt ?? null;
    if (expiresAt && (expiresAt <= startsAt || expiresAt <= tx.clock.now())) throw enrollmentErrors.BAD_PERIOD();
    const learning = { userId, courseId: course.id };
    await tx.get(Rights).lock(learning);
    const sourceReference = input.sourceReference ?? null;
    const known =
      sourceReference && (await tx.db.getRepository(Entitlement).findOneBy({ ...learning, source, sourceReference }));
    if (!known)
      return tx
        .get(Rights)
        .grant({ ...learning, organisationId: course.organisationId, source, sourceReference, startsAt, expiresAt });
    if (known.revokedAt) throw enrollmentErrors.ENTITLEMENT_REVOKED({ id: known.id });
    return known;
  }
}
