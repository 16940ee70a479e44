import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLField } from 'graphql';
import { schemaFolder } from '../../cli/files';
import { argumentsOf, documentOf, type Pointing } from '../harness/inputs';
import { lyceumTest, type Answer } from '../harness/lyceum';
import { changesBetween, countsOf, takeSnapshot, type Snapshot } from '../harness/snapshot';
import { makeWorld, organisations, type World } from '../harness/world';

const opened = lyceumTest();
const schema = buildSchema(readFileSync(join(schemaFolder, 'api.graphql'), 'utf8'));
let world: World;

beforeAll(async () => {
  world = await makeWorld(opened.lyceum);
  last = await takeSnapshot(opened.lyceum.platform);
});

/** What people do for themselves, by no role: every mutation that is not here is held against the wall. */
const personal = `
  register verifyEmail resendVerification requestPasswordReset resetPassword changePassword
  logIn refreshSession logOut logOutEverywhere endSession deleteAccount updateProfile createApiKey revokeApiKey
  enroll leaveCourse joinWaitlist leaveWaitlist recordProgress postReview updateReview voteReviewHelpful unvoteReviewHelpful
  setAvatar openSharedDocument endPlayback renewPlayback reportPlayback startPlayback
  addPaymentMethod confirmPaymentMethod setDefaultPaymentMethod removePaymentMethod addToCart removeFromCart
  setCartCurrency applyCoupon removeCoupon acceptCartPrices mergeCart checkout payOrder cancelOrder requestRefund
  trackAffiliateClick claimAffiliateClicks redeemGift revealGiftCode resendGift
  markNotificationsSeen markNotificationsRead markNotificationsUnread archiveNotifications unarchiveNotifications
  appealModeration appealMessageModeration startConversation leaveConversation createInvite joinConversation blockPerson muteConversation
  markConversationRead sendTyping sendMessage editMessage deleteMessage reactToMessage
  setNotificationPreferences setNotificationTimes muteCourse unmuteCourse
  followInstructor unfollowInstructor followCategory unfollowCategory
  setPhoneNumber verifyPhoneNumber removePhoneNumber registerPushSubscription removePushSubscription
  checkEmailAddress confirmEmailAddress
  subscribe cancelSubscription keepSubscription pauseSubscription resumeSubscription setSubscriptionPaymentMethod
  setSubscriptionPlace changeSubscription assignSubscriptionSeat unassignSubscriptionSeat
  setBillingDetails onboardPayouts refreshPayoutAccount`
  .trim()
  .split(/\s+/);

/** What belongs to no organisation, and is done by the marketplace's own staff. */
const ofTheMarketplace = [
  'setTaxRate',
  'endTaxRate',
  'runPayouts',
  'reversePayout',
  'reconcile',
  'editNotificationTemplate',
  'resetNotificationTemplate',
  'liftSuppression',
];

/** What takes something away comes last, the parts before the whole. */
const lastOf = ['remove', 'revoke', 'cancel', 'archive', 'deleteLesson', 'delete'];
const rank = ({ name }: GraphQLField<unknown, unknown>): number =>
  lastOf.findIndex((prefix) => name.startsWith(prefix));

const mutations = Object.values(schema.getMutationType()!.getFields());
const managing = mutations
  .filter(({ name }) => !personal.includes(name) && !ofTheMarketplace.includes(name))
  .toSorted((left, right) => rank(left) - rank(right));

/** Rows of one organisation; those of people are of somebody who belongs to both. */
const rowsOf =
  (organisation: 'A' | 'B'): Pointing =>
  (type) => {
    if (type === 'Organisation') return organisations[organisation];
    return type === 'User' ? world.people.other.id : (world.rows[type]?.[`of${organisation}`] ?? randomUUID());
  };

function attempt(mutation: GraphQLField<unknown, unknown>, point: Pointing): Promise<Answer> {
  const variables = argumentsOf(mutation, point, ['organisationId']);
  const { token } = world.people.editorOfA;
  return opened.lyceum.send(documentOf('mutation', mutation), { token, variables });
}

/** What there was after the last attempt: between two of them nothing runs. */
let last: Snapshot;

async function expectNothingChanged(): Promise<void> {
  const [before, after] = [last, await takeSnapshot(opened.lyceum.platform)];
  last = after;
  expect([...changesBetween(before, after), countsOf(after)]).toEqual([countsOf(before)]);
}

const codesOf = ({ errors }: Answer): unknown[] => errors.map(({ extensions }) => extensions['code']);

it('what is personal, or of the marketplace, is a mutation', () => {
  expect(mutations.map(({ name }) => name)).toEqual(expect.arrayContaining([...personal, ...ofTheMarketplace]));
});

describe('tenant: a role in A, tried on what is of the marketplace', () => {
  it.each(mutations.filter(({ name }) => ofTheMarketplace.includes(name)))('$name does nothing', async (mutation) => {
    // Input that means nothing is told so before anybody asks who sends it.
    expect(['NOT_FOUND', 'BAD_INPUT']).toContain(codesOf(await attempt(mutation, rowsOf('A')))[0]);
    await expectNothingChanged();
  });
});

describe('tenant: a role in A, tried in B', () => {
  it.each(managing)('$name finds nothing there, as if it did not exist, and changes nothing', async (mutation) => {
    const answer = await attempt(mutation, rowsOf('B'));
    const nowhere = await attempt(mutation, (type) => (type === 'User' ? world.people.other.id : randomUUID()));
    expect(codesOf(answer)).toEqual(['NOT_FOUND']);
    expect(answer).toEqual(nowhere);
    await expectNothingChanged();
  });
});

describe('tenant: the same role in A', () => {
  it.each(managing)('$name finds it', async (mutation) => {
    const codes = codesOf(await attempt(mutation, rowsOf('A')));
    expect(['NOT_FOUND', 'UNAUTHENTICATED', 'BAD_INPUT', 'GRAPHQL_VALIDATION_FAILED']).not.toContain(codes[0]);
  });
});
