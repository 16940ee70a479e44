import { kitErrors } from '../../../kit/errors/kit-errors';
import { signedIn } from '../../../kit/identity/signed-in';
import { on } from '../../../kit/events/on';
import { defineCron } from '../../../kit/jobs/job';
import { daysBefore } from '../../../kit/scope/clock';
import type { Scope } from '../../../kit/scope/scope';
import { limit } from '../../../kit/throttle/limit';
import { callersNetwork, throttleOf } from '../../../kit/throttle/throttle';
import { normalisedCode } from '../code/code';
import { AffiliateLink } from './affiliate-link.entity';
import { SelfReferral, TrackAffiliateClickPayload, type TrackAffiliateClickInput } from './affiliate.input';
import { readVisitorToken, visitorToken } from './visitor.token';

/** More than people click, fewer than it takes to fill a table. */
const clicksFromNetwork = limit('affiliate/network', 600, 3_600);

/** Remembers who came by which link. One row for each link and visitor: only the last click counts. */
export class AffiliateTracking {
  constructor(private readonly scope: Scope) {}

  /** @throws NOT_FOUND for a code that leads nowhere, RATE_LIMITED */
  async track({
    code,
    visitorToken: token,
  }: TrackAffiliateClickInput): Promise<TrackAffiliateClickPayload | SelfReferral> {
    const { viewer, secrets, clock, ids, db } = this.scope;
    await throttleOf(this.scope).demand([clicksFromNetwork, callersNetwork(this.scope)]);
    const link = await db.findOneBy(AffiliateLink, { code: normalisedCode(code), isActive: true });
    if (!link) throw kitErrors.NOT_FOUND({ thing: 'affiliate link' });
    if (viewer.is(link.userId))
      return Object.assign(new SelfReferral(), { code: 'SELF_REFERRAL', message: 'This is your own link.' });
    const visitorId = viewer.id ?? (token ? readVisitorToken(secrets, token) : null) ?? ids.next();
    await db.query(CLICK, [link.id, visitorId, viewer.id, clock.now()]);
    const kept = viewer.id === null ? visitorToken(secrets, visitorId) : null;
    return Object.assign(new TrackAffiliateClickPayload(), { visitorToken: kept });
  }

  /** What a guest clicked counts for the person they turn out to be. @throws NOT_FOUND for a token that is not ours, UNAUTHENTICATED */
  async claim(token: string): Promise<number> {
    const userId = signedIn(this.scope.viewer);
    const visitorId = readVisitorToken(this.scope.secrets, token);
    if (visitorId === null) throw kitErrors.NOT_FOUND({ thing: 'visitor' });
    const [, claimed] = await this.scope.db.query<[unknown[], number]>(CLAIM, [visitorId, userId]);
    return claimed;
  }
}

/** Longer than any window. */
const keptDays = 400;

export const forgetAffiliateClicks = defineCron('forget_affiliate_clicks', '53 3 * * *', async (scope) => {
  await scope.db.query('DELETE FROM affiliate_click WHERE clicked_at < $1', [daysBefore(scope.clock.now(), keptDays)]);
});

/** What somebody clicked is forgotten with them; their own links bring nobody any more. */
export const onUserErasedForgetClicks = on(
  'user.erased',
  async (tx, { userId }) => {
    await tx.db.query('DELETE FROM affiliate_click WHERE user_id = $1', [userId]);
    await tx.db.query('UPDATE affiliate_link SET is_active = false, version = version + 1 WHERE user_id = $1', [
      userId,
    ]);
  },
  'affiliate',
);

const CLICK = `
  INSERT INTO affiliate_click (link_id, visitor_id, user_id, clicks, clicked_at) VALUES ($1, $2, $3, 1, $4)
  ON CONFLICT (link_id, visitor_id) DO UPDATE SET clicks = affiliate_click.clicks + 1, clicked_at = excluded.clicked_at`;

/** Once: a token that two people have makes nobody's clicks another's. */
const CLAIM = `UPDATE affiliate_click SET user_id = $2 WHERE visitor_id = $1 AND user_id IS NULL`;
