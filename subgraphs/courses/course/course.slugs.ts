import type { Scope } from '../../../kit/scope/scope';
import { slugOf } from '../../../kit/text/slug';
import { courseErrors } from '../courses.errors';
import { CourseSlug } from './course-slug.entity';

interface Holder {
  readonly courseId: string;
  readonly organisationId: string | null;
}

const numbered = 5;

/** Who holds which address. A slug once claimed stays its course's, so an old link never leads to another course. */
export class CourseSlugs {
  constructor(private readonly tx: Scope) {}

  /** A free slug made from a title: the title's own, or numbered, or ended by chance. */
  async claimFrom(title: string, holder: Holder): Promise<string> {
    const base = slugOf(title, 'course').slice(0, 70).replace(/-+$/, '');
    const suffixes = Array.from({ length: numbered }, (_, index) => (index === 0 ? '' : `-${index + 1}`));
    for (const suffix of [...suffixes, `-${this.tx.ids.next().slice(-8)}`]) {
      if (await this.claim(`${base}${suffix}`, holder)) return `${base}${suffix}`;
    }
    throw courseErrors.SLUG_TAKEN();
  }

  /** One slug that someone chose; a course may return to a slug it had. @throws SLUG_TAKEN */
  async claimExactly(slug: string, holder: Holder): Promise<string> {
    if (await this.claim(slug, holder)) return slug;
    const owned = await this.tx.db.existsBy(CourseSlug, { slug, courseId: holder.courseId });
    if (!owned) throw courseErrors.SLUG_TAKEN();
    return slug;
  }

  private async claim(slug: string, { courseId, organisationId }: Holder): Promise<boolean> {
    const claimed = await this.tx.db.query<unknown[]>(CLAIM, [slug, courseId, organisationId, this.tx.clock.now()]);
    return claimed.length > 0;
  }
}

/** Waits for another transaction that claims the same, and then yields. */
const CLAIM = `
  INSERT INTO course_slug (slug, course_id, organisation_id, created_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (slug) DO NOTHING RETURNING slug`;
