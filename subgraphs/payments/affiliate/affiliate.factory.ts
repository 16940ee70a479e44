import { randomUUID } from 'node:crypto';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { randomCode } from '../code/code';
import { AffiliateLink } from './affiliate-link.entity';
import { AffiliateProgram } from './affiliate-program.entity';

/** 10 % within 30 days, from the marketplace. */
export const affiliateProgramFactory: Factory<Partial<AffiliateProgram>, AffiliateProgram> = (scope, given) =>
  scope.save(
    Object.assign(new AffiliateProgram(), {
      id: randomUUID(),
      organisationId: null,
      basisPoints: 1_000,
      windowDays: 30,
      isActive: true,
      ...given,
    }),
  );

/** Somebody's link to everything of the marketplace. */
export const affiliateLinkFactory: Factory<Partial<AffiliateLink>, AffiliateLink> = (scope, given) =>
  scope.save(
    Object.assign(new AffiliateLink(), {
      id: randomUUID(),
      userId: randomUUID(),
      organisationId: null,
      courseId: null,
      code: randomCode(scope.ids, 10),
      isActive: true,
      ...given,
    }),
  );
