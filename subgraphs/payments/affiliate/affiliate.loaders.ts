import { loadByKey, loadWith, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { AffiliateLink } from './affiliate-link.entity';
import { AffiliateProgram } from './affiliate-program.entity';
import { affiliateLinkPolicy, affiliateProgramPolicy } from './affiliate.policy';

/** What became of a link. */
export interface Performance {
  readonly clicks: number;
  readonly sales: number;
}

/** Reads of programmes and links by key. */
export class AffiliateLoaders {
  readonly program: Loader<string, AffiliateProgram | null>;
  readonly link: Loader<string, AffiliateLink | null>;
  readonly performance: Loader<string, Performance>;
  private readonly pages = new Map<string, Loader<string, Page<AffiliateLink>>>();

  constructor(private readonly scope: Scope) {
    this.program = loadByKey(scope, AffiliateProgram, 'id', affiliateProgramPolicy.see);
    this.link = loadByKey(scope, AffiliateLink, 'id', affiliateLinkPolicy.see);
    this.performance = loadWith<Performance>(
      async (ids) => {
        const rows = await scope.db.query<(Performance & { id: string })[]>(PERFORMANCE, [ids]);
        return new Map(rows.map(({ id, ...performance }) => [id, performance]));
      },
      { clicks: 0, sales: 0 },
    );
  }

  /** Someone's links, the newest first: one page per person. Ask for the viewer's own. */
  pagesOf(args: PageArgs): Loader<string, Page<AffiliateLink>> {
    const name = JSON.stringify(args);
    const order = { by: 'createdAt', direction: 'DESC' } as const;
    const list = { name: 'affiliateLinks', entity: AffiliateLink, order };
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, 'userId', list, args);
    this.pages.set(name, known);
    return known;
  }
}

/** A sale that was wholly refunded is none. */
const PERFORMANCE = `
  SELECT link.id,
         (SELECT coalesce(sum(clicks), 0)::int FROM affiliate_click WHERE link_id = link.id) AS clicks,
         (SELECT count(*)::int FROM order_line JOIN customer_order ON customer_order.id = order_id
           WHERE affiliate_id = link.id AND customer_order.paid_at IS NOT NULL AND order_line.state <> 'REFUNDED') AS sales
    FROM unnest($1::uuid[]) AS link (id)`;
