import { IsNull } from 'typeorm';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { allows } from '../../../kit/policy/policy';
import type { Scope } from '../../../kit/scope/scope';
import { randomCode } from '../code/code';
import { CourseLoaders } from '../course/course.loaders';
import { requireManager } from '../promotion/promotion.require';
import { AffiliateLink } from './affiliate-link.entity';
import { AffiliateProgram } from './affiliate-program.entity';
import type { CreateAffiliateLinkInput, SetAffiliateProgramInput, UpdateAffiliateLinkInput } from './affiliate.input';
import { affiliateLinkPolicy, affiliateProgramPolicy } from './affiliate.policy';

/** What sellers give those who bring buyers, and by which links they do. */
export class AffiliateService {
  constructor(private readonly scope: Scope) {}

  /** A seller's programme; null where there is none for this viewer. */
  async programOf(organisationId: string | null): Promise<AffiliateProgram | null> {
    const program = await this.scope.db.findOneBy(AffiliateProgram, { organisationId: organisationId ?? IsNull() });
    return program && (await allows(this.scope, affiliateProgramPolicy.see, program)) ? program : null;
  }

  /** @throws NOT_FOUND without the permission, CONFLICT, UNAUTHENTICATED */
  setProgram({
    organisationId = null,
    expectedVersion,
    ...given
  }: SetAffiliateProgramInput): Promise<AffiliateProgram> {
    return this.scope.transaction(async (tx) => {
      await tx.db.query(LOCK_PROGRAM, [organisationId]);
      const usual = { id: tx.ids.next(), organisationId, basisPoints: 1_000, windowDays: 30, isActive: true };
      const known = await tx.db.findOneBy(AffiliateProgram, { organisationId: organisationId ?? IsNull() });
      const program = known ?? Object.assign(new AffiliateProgram(), usual);
      await requireManager(tx, affiliateProgramPolicy.manage, program);
      if (expectedVersion != null && known?.version !== expectedVersion)
        throw kitErrors.CONFLICT({ currentVersion: known?.version ?? null });
      Object.assign(program, {
        basisPoints: given.basisPoints ?? program.basisPoints,
        windowDays: given.windowDays ?? program.windowDays,
        isActive: given.isActive ?? program.isActive,
      });
      return tx.save(program);
    });
  }

  /** A link of the viewer's own, to what has a programme. @throws NOT_FOUND, UNAUTHENTICATED for anyone but a person */
  createLink({ courseId = null, organisationId = null }: CreateAffiliateLinkInput): Promise<AffiliateLink> {
    const userId = signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const course = courseId === null ? null : await tx.get(CourseLoaders).visible.load(courseId);
      if (courseId !== null && !course) throw kitErrors.NOT_FOUND({ thing: 'course' });
      const seller = course ? course.organisationId : organisationId;
      const program = await tx.get(AffiliateService).programOf(seller);
      if (!program?.isActive) throw kitErrors.NOT_FOUND({ thing: 'affiliate programme' });
      const made = { userId, organisationId: seller, courseId, code: randomCode(tx.ids, 10), isActive: true };
      return tx.save(Object.assign(new AffiliateLink(), { id: tx.ids.next(), ...made }));
    });
  }

  /** @throws NOT_FOUND, CONFLICT */
  updateLink({ id, isActive, expectedVersion }: UpdateAffiliateLinkInput): Promise<AffiliateLink> {
    return this.scope.transaction(async (tx) => {
      const link = await tx.require(AffiliateLink, id, affiliateLinkPolicy.change, expectedVersion);
      return tx.save(Object.assign(link, { isActive }));
    });
  }
}

/** Of two first settings at once, the second one changes what the first one made. */
const LOCK_PROGRAM = `SELECT pg_advisory_xact_lock(hashtextextended(concat('affiliate program ', $1::text), 0))`;
