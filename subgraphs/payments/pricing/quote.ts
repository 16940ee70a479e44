import { sum } from '../../../kit/money/shares';
import { taxOf, type TaxRule } from '../tax/tax-amount';
import { withBundles } from './bundles';
import { withCoupons } from './coupons';
import { draftOf, offOne, reduce, type Draft } from './draft';
import type { Quote, QuoteBundle, QuoteInput, QuoteLine } from './quote.types';
import { covers, type CampaignTerms } from './terms';

/**
 * What a purchase costs and why: price lists, then bundles, then campaigns, then coupons, then tax. Never below zero, all
 * amounts such that cards can be charged with them, and each total exactly the sum of the lines.
 */
export function quote({ items, bundles = [], currency, coupons, campaigns, tax }: QuoteInput): Quote {
  const listed = items.map((item) => draftOf(item, currency));
  const withoutCampaigns = withBundles(listed, bundles, currency).filter(({ item }) => !item.isOwned);
  const withCampaigns = withoutCampaigns.map((draft) => withBestCampaign(draft, campaigns, currency));
  const { drafts, ...decided } = withCoupons(coupons, { withCampaigns, withoutCampaigns, currency });
  const bundleIds = new Map(bundles.map(({ key, id }) => [key, id]));
  const lines = drafts.map((draft) => lineOf(draft, { currency, tax, bundleIds }));
  return { currency, lines, ...totalsOf(lines), ...decided };
}

/** A bundle has its price already: campaigns are for courses that are bought by themselves, the best one for each. */
function withBestCampaign(draft: Draft, campaigns: readonly CampaignTerms[], currency: string): Draft {
  if (draft.item.bundleKey !== null) return draft;
  let best: { readonly campaign: CampaignTerms; readonly minor: bigint } | null = null;
  for (const campaign of campaigns.filter((candidate) => covers(candidate, draft.item))) {
    const minor = offOne(campaign.discount, draft.left, currency);
    if (minor > (best?.minor ?? 0n)) best = { campaign, minor };
  }
  if (!best) return draft;
  return reduce(draft, best.minor, { kind: 'CAMPAIGN', id: best.campaign.id, label: best.campaign.name });
}

interface Frame {
  readonly currency: string;
  readonly tax: TaxRule;
  readonly bundleIds: ReadonlyMap<QuoteBundle['key'], string>;
}

function lineOf({ item, list, left, reductions }: Draft, { currency, tax, bundleIds }: Frame): QuoteLine {
  const taxed = taxOf({ minor: left, currency }, tax);
  return {
    key: item.key,
    courseId: item.courseId,
    bundleId: item.bundleKey === null ? null : (bundleIds.get(item.bundleKey) ?? null),
    list,
    discount: list - left,
    subtotal: left,
    tax: taxed,
    total: taxed.gross,
    reductions,
  };
}

function totalsOf(lines: readonly QuoteLine[]): Pick<Quote, 'list' | 'discount' | 'subtotal' | 'tax' | 'total'> {
  const total = (amount: (line: QuoteLine) => bigint): bigint => sum(lines.map(amount));
  return {
    list: total((line) => line.list),
    discount: total((line) => line.discount),
    subtotal: total((line) => line.subtotal),
    tax: total((line) => line.tax.tax),
    total: total((line) => line.total),
  };
}
