import { loadByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Campaign } from './campaign.entity';
import { campaignPolicy } from './campaign.policy';

/** A seller, as a key; the marketplace has none of its own. */
export const sellerKey = (organisationId: string | null): string => organisationId ?? 'marketplace';

/** Reads of campaigns by key. */
export class CampaignLoaders {
  readonly visible: Loader<string, Campaign | null>;
  /** What goes on now, by the seller's key: for prices, which are everyone's. */
  readonly live: Loader<string, readonly Campaign[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Campaign, 'id', campaignPolicy.see);
    this.live = loadWith<readonly Campaign[]>(async (sellers) => {
      const rows = await liveOf(scope, sellers);
      return Map.groupBy(rows, ({ organisationId }) => sellerKey(organisationId));
    }, []);
  }
}

/** The one that began first comes first: of two that are as good, it is the one that is shown. */
function liveOf(scope: Scope, sellers: readonly string[]): Promise<Campaign[]> {
  return scope.db
    .createQueryBuilder(Campaign, 'row')
    .where(`coalesce(CAST(row.organisationId AS text), :marketplace) = ANY(:sellers)`, {
      sellers,
      marketplace: sellerKey(null),
    })
    .andWhere('row.isActive AND row.startsAt <= :now AND (row.endsAt IS NULL OR :now < row.endsAt)', {
      now: scope.clock.now(),
    })
    .orderBy('row.startsAt')
    .addOrderBy('row.id')
    .getMany();
}
