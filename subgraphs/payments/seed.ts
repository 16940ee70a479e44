import { demoEpoch, demoId, learnerName } from '../../kit/demo/world';
import type { Scope } from '../../kit/scope/scope';
import { AffiliateLink } from './affiliate/affiliate-link.entity';
import { AffiliateProgram } from './affiliate/affiliate-program.entity';
import { Bundle } from './bundle/bundle.entity';
import { Campaign } from './campaign/campaign.entity';
import { Coupon } from './coupon/coupon.entity';
import { seedPlans } from './plan/plan.seed';

const organisationId = null;
const stamps = { createdAt: demoEpoch };
const nothingNamed = { courseIds: [], categoryIds: [], instructorIds: [] };
const always = { startsAt: demoEpoch, endsAt: null, isActive: true };
const courseIds = (...slugs: string[]): string[] => slugs.map((slug) => demoId('Course', slug));

/** What makes the demo's courses cheaper. Does nothing where it is there already. */
export function seed(scope: Scope): Promise<void> {
  return scope.transaction(async (tx) => {
    if (await tx.db.existsBy(Coupon, { id: demoId('Coupon', 'WELCOME10') })) return;
    for (const row of [...coupons(), campaign(), bundle(), ...affiliates()]) await tx.save(row);
    await seedPlans(tx);
  });
}

function coupons(): Coupon[] {
  const usual = {
    organisationId,
    ...nothingNamed,
    ...always,
    ...stamps,
    basisPoints: null,
    fixedMinor: null,
    fixedCurrency: null,
    minimumMinor: null,
    minimumCurrency: null,
    isStackable: false,
    isForFirstPurchase: false,
    usageLimit: null,
    limitPerPerson: 1,
    taken: 0,
  };
  const off = (code: string, over: Partial<Coupon>): Coupon =>
    Object.assign(new Coupon(), { id: demoId('Coupon', code), code, ...usual, ...over });
  return [
    off('WELCOME10', { basisPoints: 1_000, isForFirstPurchase: true }),
    off('FIVE-OFF', {
      fixedMinor: 500n,
      fixedCurrency: 'EUR',
      minimumMinor: 4_000n,
      minimumCurrency: 'EUR',
      isStackable: true,
      limitPerPerson: 1_000,
    }),
  ];
}

function campaign(): Campaign {
  return Object.assign(new Campaign(), {
    id: demoId('Campaign', 'words'),
    name: 'Weeks of words',
    organisationId,
    basisPoints: 2_000,
    fixedMinor: null,
    fixedCurrency: null,
    ...nothingNamed,
    courseIds: courseIds('writing-that-gets-read', 'leading-small-teams'),
    ...always,
    ...stamps,
  });
}

function bundle(): Bundle {
  return Object.assign(new Bundle(), {
    id: demoId('Bundle', 'backend'),
    slug: 'backends-that-last',
    organisationId,
    title: 'Backends that last',
    description: 'From the first table to a graph of services, and what breaks on the way.',
    courseIds: courseIds(
      'postgresql-for-application-developers',
      'graphql-federation-in-practice',
      'distributed-systems-by-failure',
    ),
    prices: [
      { currency: 'EUR', minor: '28900' },
      { currency: 'USD', minor: '30900' },
    ],
    isActive: true,
    ...stamps,
  });
}

function affiliates(): (AffiliateProgram | AffiliateLink)[] {
  const terms = { basisPoints: 1_000, windowDays: 30, isActive: true };
  const link = { userId: demoId('User', learnerName(1)), courseId: null, code: 'DEMOLINK22', isActive: true };
  return [
    Object.assign(new AffiliateProgram(), {
      id: demoId('AffiliateProgram', 'market'),
      organisationId,
      ...terms,
      ...stamps,
    }),
    Object.assign(new AffiliateLink(), { id: demoId('AffiliateLink', 'demo'), organisationId, ...link, ...stamps }),
  ];
}
