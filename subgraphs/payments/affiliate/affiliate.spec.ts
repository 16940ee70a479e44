import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../kit/identity/viewer';
import { subgraphTest } from '../../../kit/testing/subgraph-test';
import { administrator, grant, person } from '../../../kit/testing/viewers';
import { payments } from '..';
import { Shop } from '../testing/shop';
import type { AffiliateLink } from './affiliate-link.entity';
import { AffiliateService } from './affiliate.service';
import { forgetAffiliateClicks } from './affiliate.tracking';
import { Attribution } from './attribution';

const house = subgraphTest(payments);
const shop = new Shop(house);
const admin = administrator(randomUUID());
const guest = Viewer.anonymous;
const service = (viewer: Viewer) => house.as(viewer).get(AffiliateService);

beforeAll(() => service(admin).setProgram({ basisPoints: 1_000, windowDays: 30 }));
beforeEach(() => house.clock.advance({ days: 1 }));

const linkOf = (viewer: Viewer, courseId?: string): Promise<AffiliateLink> =>
  service(viewer).createLink(courseId ? { courseId } : {});

type Clicked = { kind: string; visitorToken?: string | null; code?: string };

async function click(viewer: Viewer, { code }: AffiliateLink, visitorToken?: string | null): Promise<Clicked> {
  const query = `mutation ($input: TrackAffiliateClickInput!) { outcome: trackAffiliateClick(input: $input) {
    kind: __typename ... on TrackAffiliateClickPayload { visitorToken } ... on Refusal { code } } }`;
  const variables = { input: { code: code.toLowerCase(), visitorToken } };
  return (await house.data<{ outcome: Clicked }>(query, { viewer, variables })).outcome;
}

async function claim(viewer: Viewer, visitorToken: string): Promise<number> {
  const query = `mutation ($input: ClaimAffiliateClicksInput!) { claimAffiliateClicks(input: $input) { claimed } }`;
  const data = await house.data<{ claimAffiliateClicks: { claimed: number } }>(query, {
    viewer,
    variables: { input: { visitorToken } },
  });
  return data.claimAffiliateClicks.claimed;
}

async function credited(buyer: Viewer, courseId: string, organisationId: string | null = null) {
  const referrals = await house.as(buyer).get(Attribution).of(buyer.id!, [{ courseId, organisationId }]);
  return referrals.get(courseId) ?? null;
}

it('a purchase is credited to the link that was clicked last, at the rate of that moment', async () => {
  const [ada, grace, buyer] = [shop.anyone(), shop.anyone(), shop.anyone()];
  const [course] = await shop.courses(1);
  const [first, second] = [await linkOf(ada), await linkOf(grace, course)];
  expect(await credited(buyer, course!)).toBeNull();
  await click(buyer, first);
  house.clock.advance({ minutes: 1 });
  await click(buyer, second);
  expect(await credited(buyer, course!)).toEqual({ linkId: second.id, affiliateId: grace.id, basisPoints: 1_000 });
  house.clock.advance({ minutes: 1 });
  await click(buyer, first);
  await service(admin).setProgram({ basisPoints: 1_500 });
  expect(await credited(buyer, course!)).toEqual({ linkId: first.id, affiliateId: ada.id, basisPoints: 1_500 });
  await service(admin).setProgram({ basisPoints: 1_000 });
});

it("a course's link brings nothing for another course, and one that is off brings nothing", async () => {
  const [ada, buyer] = [shop.anyone(), shop.anyone()];
  const [course, other] = await shop.courses(2);
  const link = await linkOf(ada, course);
  await click(buyer, link);
  expect(await credited(buyer, other!)).toBeNull();
  expect(await credited(buyer, course!)).not.toBeNull();
  await service(ada).updateLink({ id: link.id, isActive: false });
  expect(await credited(buyer, course!)).toBeNull();
  await expect(click(buyer, link)).rejects.toThrow('NOT_FOUND');
});

it('the window ends to the second', async () => {
  const [ada, buyer] = [shop.anyone(), shop.anyone()];
  const [course] = await shop.courses(1);
  await click(buyer, await linkOf(ada));
  house.clock.advance({ days: 29, hours: 23, minutes: 59, seconds: 59 });
  expect(await credited(buyer, course!)).not.toBeNull();
  house.clock.advance({ seconds: 1 });
  expect(await credited(buyer, course!)).toBeNull();
});

it('nobody brings themselves: not by a click, not as a guest, not by a token', async () => {
  const ada = shop.anyone();
  const [course] = await shop.courses(1);
  const link = await linkOf(ada);
  expect(await click(ada, link)).toMatchObject({ kind: 'SelfReferral', code: 'SELF_REFERRAL' });
  const { visitorToken } = await click(guest, link);
  expect(await claim(ada, visitorToken!)).toBe(1);
  expect(await credited(ada, course!)).toBeNull();
  const buyer = shop.anyone();
  const grace = shop.anyone();
  await click(buyer, await linkOf(grace));
  expect((await credited(buyer, course!))?.affiliateId).toBe(grace.id);
});

it('what a guest clicked counts for the person they turn out to be, once', async () => {
  const [ada, grace, buyer, other] = [shop.anyone(), shop.anyone(), shop.anyone(), shop.anyone()];
  const [course] = await shop.courses(1);
  const { visitorToken } = await click(guest, await linkOf(ada));
  house.clock.advance({ seconds: 1 });
  expect((await click(guest, await linkOf(grace), visitorToken)).visitorToken).toBe(visitorToken);
  expect(await credited(buyer, course!)).toBeNull();
  expect(await claim(buyer, visitorToken!)).toBe(2);
  expect((await credited(buyer, course!))?.affiliateId).toBe(grace.id);
  expect(await claim(other, visitorToken!)).toBe(0);
  await expect(claim(other, 'made.up')).rejects.toThrow('NOT_FOUND');
  await expect(claim(guest, visitorToken!)).rejects.toThrow('UNAUTHENTICATED');
  expect((await click(buyer, await linkOf(ada))).visitorToken).toBeNull();
});

it("Tenant: each seller has its own programme, and one's clicks count for its courses only", async () => {
  const organisationId = randomUUID();
  const grants = [grant('finance', ['payments.manage'], { organisationId })];
  const staff = person(randomUUID(), { organisations: [organisationId], grants });
  const [member, buyer] = [
    person(randomUUID(), { organisations: [organisationId] }),
    person(randomUUID(), { organisations: [organisationId] }),
  ];
  await expect(service(member).setProgram({ organisationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service(staff).setProgram({})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(service(member).createLink({ organisationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const program = await service(staff).setProgram({ organisationId, basisPoints: 2_000 });
  await expect(service(staff).setProgram({ organisationId, expectedVersion: 7 })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  const [course] = await shop.courses(1, { organisationId });
  const [market] = await shop.courses(1);
  const link = await service(member).createLink({ courseId: course! });
  await click(buyer, link);
  expect(await credited(buyer, course!, organisationId)).toMatchObject({ basisPoints: 2_000 });
  expect(await credited(buyer, market!)).toBeNull();
  await expect(service(shop.anyone()).createLink({ courseId: course! })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(click(guest, link)).rejects.toThrow('NOT_FOUND');
  const seen = async (viewer: Viewer) =>
    (
      await house.data<{ affiliateProgram: { id: string } | null }>(
        `query ($id: ID!) { affiliateProgram(id: $id) { id } }`,
        {
          viewer,
          variables: { id: program.id },
        },
      )
    ).affiliateProgram;
  expect([await seen(member), await seen(shop.anyone())]).toEqual([{ id: program.id }, null]);
});

it('Existence: a link is for whose it is and for its seller; their list shows how often it was clicked', async () => {
  const [ada, stranger] = [shop.anyone(), shop.anyone()];
  const link = await linkOf(ada);
  const { visitorToken } = await click(guest, link);
  await click(guest, link, visitorToken);
  await click(stranger, link);
  const query = `query ($id: ID!, $of: [_Any!]!) { affiliateLink(id: $id) { code clicks sales affiliate { id } course { id } }
    found: _entities(representations: $of) { ... on AffiliateLink { id } ... on User { affiliateLinks { nodes { id clicks } } } } }`;
  const of = [
    { __typename: 'AffiliateLink', id: link.id },
    { __typename: 'User', id: ada.id },
  ];
  const seen = (viewer: Viewer) => house.data(query, { viewer, variables: { id: link.id, of } });
  expect(await seen(ada)).toEqual({
    affiliateLink: { code: link.code, clicks: 3, sales: 0, affiliate: { id: ada.id }, course: null },
    found: [{ id: link.id }, { affiliateLinks: { nodes: [{ id: link.id, clicks: 3 }] } }],
  });
  expect(await seen(admin)).toMatchObject({
    affiliateLink: { clicks: 3 },
    found: [{ id: link.id }, { affiliateLinks: null }],
  });
  expect(await seen(stranger)).toEqual({ affiliateLink: null, found: [null, { affiliateLinks: null }] });
  await expect(service(stranger).updateLink({ id: link.id, isActive: false })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

it('Erasure: what somebody clicked goes with them, and old clicks go by themselves', async () => {
  const [ada, buyer, other] = [shop.anyone(), shop.anyone(), shop.anyone()];
  const link = await linkOf(ada);
  await click(buyer, link);
  await click(other, link);
  const left = async () => house.as().db.query('SELECT FROM affiliate_click WHERE link_id = $1', [link.id]);
  await house.deliver('user.erased', { userId: buyer.id! });
  expect(await left()).toHaveLength(1);
  await house.deliver('user.erased', { userId: ada.id! });
  await expect(click(other, link)).rejects.toThrow('NOT_FOUND');
  house.clock.advance({ days: 401 });
  await forgetAffiliateClicks.run(house.as(), {});
  expect(await left()).toEqual([]);
});

it('clicks do not fill the house: one visitor and link is one row', async () => {
  const link = await linkOf(shop.anyone());
  const { visitorToken } = await click(guest, link);
  for (let index = 0; index < 5; index += 1) await click(guest, link, visitorToken);
  const rows = await house.as().db.query('SELECT clicks FROM affiliate_click WHERE link_id = $1', [link.id]);
  expect(rows).toEqual([{ clicks: 6 }]);
});
