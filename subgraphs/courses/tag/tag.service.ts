import { violates } from '../../../kit/database/sql-state';
import { page } from '../../../kit/database/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { courseErrors } from '../courses.errors';
import { tidy } from '../tidy';
import { Tag } from './tag.entity';
import type { CreateTagInput, DeleteTagInput, UpdateTagInput } from './tag.input';
import { tagPolicy } from './tag.policy';
import { tagSlug } from './tag.slug';

/** What happens to the words that courses share. */
export class TagService {
  constructor(private readonly scope: Scope) {}

  /** Tags by name. A tag that only drafts have is not in the list: it would tell of them. */
  list(args: PageArgs): Promise<Page<Tag>> {
    return page(
      this.scope,
      {
        name: 'tags',
        entity: Tag,
        order: { by: 'name', direction: 'ASC' },
        where: (query) => query.andWhere(ON_A_PUBLISHED_COURSE),
      },
      args,
    );
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND without the permission, SLUG_TAKEN */
  create({ name, organisationId }: CreateTagInput): Promise<Tag> {
    return this.scope
      .transaction(async (tx) => {
        const tag = Object.assign(new Tag(), {
          id: tx.ids.next(),
          name: tidy(name),
          slug: tagSlug(tidy(name)),
          organisationId: organisationId ?? null,
        });
        const [allowed] = await tagPolicy.edit(tx, [tag]);
        if (!allowed) throw tx.viewer.id ? kitErrors.NOT_FOUND({ thing: 'list of tags' }) : kitErrors.UNAUTHENTICATED();
        return tx.save(tag);
      })
      .catch(refuseTakenSlug);
  }

  /** @throws NOT_FOUND, CONFLICT, SLUG_TAKEN */
  rename({ id, name, expectedVersion }: UpdateTagInput): Promise<Tag> {
    return this.scope
      .transaction(async (tx) => {
        const tag = await tx.require(Tag, id, tagPolicy.edit, expectedVersion);
        return tx.save(Object.assign(tag, { name: tidy(name), slug: tagSlug(tidy(name)) }));
      })
      .catch(refuseTakenSlug);
  }

  /** Takes it from every course as well. @throws NOT_FOUND, CONFLICT */
  delete({ id, expectedVersion }: DeleteTagInput): Promise<string> {
    return this.scope.transaction(async (tx) => {
      const tag = await tx.require(Tag, id, tagPolicy.edit, expectedVersion);
      await tx.db.delete(Tag, { id: tag.id });
      return tag.id;
    });
  }

  /**
   * The ids of the tags of these names, in order, each once. A name that nobody has used yet becomes a tag: of the
   * organisation for an organisation's course, else of the marketplace.
   */
  async named(names: readonly string[], organisationId: string | null): Promise<string[]> {
    const bySlug = new Map(names.map((name) => [tagSlug(tidy(name)), tidy(name)]));
    const known = await this.idsOf([...bySlug.keys()], organisationId);
    const fresh = [...bySlug].filter(([slug, name]) => name !== '' && !known.has(slug));
    if (fresh.length > 0) await this.insert(fresh, organisationId);
    const ids = fresh.length > 0 ? await this.idsOf([...bySlug.keys()], organisationId) : known;
    return [...bySlug.keys()].flatMap((slug) => ids.get(slug) ?? []);
  }

  /**
   * The organisation's own tag comes before the marketplace's of the same slug. They are held until the course has them,
   * so that nobody deletes one in between.
   */
  private async idsOf(slugs: readonly string[], organisationId: string | null): Promise<Map<string, string>> {
    const rows = await this.scope.db
      .createQueryBuilder(Tag, 'row')
      .where('row.slug = ANY(:slugs) AND (row.organisationId IS NULL OR row.organisationId = :organisationId)', {
        slugs,
        organisationId,
      })
      .orderBy('row.organisationId', 'ASC', 'NULLS FIRST')
      .setLock('for_key_share')
      .getMany();
    return new Map(rows.map(({ slug, id }) => [slug, id]));
  }

  /** In order of slug, so that two courses that bring the same new words never wait for each other in a circle. */
  private async insert(fresh: readonly (readonly [string, string])[], organisationId: string | null): Promise<void> {
    const { ids, clock } = this.scope;
    const ordered = fresh.toSorted(([left], [right]) => (left < right ? -1 : 1));
    const rows = ordered.map(([slug, name]) => ({
      id: ids.next(),
      slug,
      name,
      organisationId,
      version: 1,
      createdAt: clock.now(),
      updatedAt: clock.now(),
    }));
    await this.scope.db.createQueryBuilder().insert().into(Tag).values(rows).orIgnore().updateEntity(false).execute();
  }
}

const ON_A_PUBLISHED_COURSE = `EXISTS (
  SELECT 1 FROM course_tag JOIN course ON course.id = course_tag.course_id WHERE course_tag.tag_id = row.id AND course.status = 'PUBLISHED')`;

function refuseTakenSlug(error: unknown): never {
  if (violates(error, 'tag_slug_once')) throw courseErrors.SLUG_TAKEN();
  throw error;
}
