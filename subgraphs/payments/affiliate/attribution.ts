import type { Scope } from '../../../kit/scope/scope';

/** By whose link something is bought, and for how much of it. */
export interface Referral {
  readonly linkId: string;
  readonly affiliateId: string;
  /** Of the net price, in hundredths of a percent: the programme's rate at this moment, to be frozen on the line. */
  readonly basisPoints: number;
}

interface Sold {
  readonly courseId: string;
  readonly organisationId: string | null;
}

/** Finds out by whose link a buyer came: the last one that they clicked, within its seller's window. Nobody brings themselves. */
export class Attribution {
  constructor(private readonly scope: Scope) {}

  /** By course; what nobody brought is not there. */
  async of(buyerId: string, sold: readonly Sold[]): Promise<ReadonlyMap<string, Referral>> {
    if (sold.length === 0) return new Map();
    const courses = [sold.map(({ courseId }) => courseId), sold.map(({ organisationId }) => organisationId)];
    const rows = await this.scope.db.query<(Referral & { courseId: string })[]>(LAST_CLICKED, [
      buyerId,
      ...courses,
      this.scope.clock.now(),
    ]);
    return new Map(rows.map(({ courseId, ...referral }) => [courseId, referral]));
  }
}

const LAST_CLICKED = `
  SELECT DISTINCT ON (sold.course_id) sold.course_id AS "courseId", link.id AS "linkId", link.user_id AS "affiliateId",
         program.basis_points AS "basisPoints"
    FROM unnest($2::uuid[], $3::uuid[]) AS sold (course_id, organisation_id)
    JOIN affiliate_program program ON program.organisation_id IS NOT DISTINCT FROM sold.organisation_id AND program.is_active
    JOIN affiliate_link link ON link.organisation_id IS NOT DISTINCT FROM sold.organisation_id AND link.is_active
     AND (link.course_id IS NULL OR link.course_id = sold.course_id) AND link.user_id <> $1
    JOIN affiliate_click click ON click.link_id = link.id AND click.user_id = $1
     AND click.clicked_at <= $4 AND click.clicked_at > $4 - make_interval(days => program.window_days)
   ORDER BY sold.course_id, click.clicked_at DESC, link.id`;
