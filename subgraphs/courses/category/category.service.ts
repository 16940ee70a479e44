import { IsNull } from 'typeorm';
import { sqlState, violates } from '../../../kit/database/sql-state';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { addTenantWall } from '../../../kit/policy/tenant';
import type { Scope } from '../../../kit/scope/scope';
import { courseErrors } from '../courses.errors';
import { Category } from './category.entity';
import { saveAndTell } from './category.events';
import type {
  CreateCategoryInput,
  DeleteCategoryInput,
  MoveCategoryInput,
  UpdateCategoryInput,
} from './category.input';
import { CategoryLoaders } from './category.loaders';
import { categoryPolicy } from './category.policy';
import { childPath } from './category.path';

/** What happens to the catalogue's tree. */
export class CategoryService {
  constructor(private readonly scope: Scope) {}

  /** The roots that the viewer may see, by name. */
  roots(): Promise<Category[]> {
    const query = this.scope.db
      .createQueryBuilder(Category, 'row')
      .where({ parentId: IsNull() })
      .orderBy('row.name', 'ASC');
    addTenantWall(query, this.scope.db.connection.getMetadata(Category), this.scope.viewer);
    return query.getMany();
  }

  /** The category at an address such as `software/databases`: one slug per level. */
  async at(address: string): Promise<Category | null> {
    let found: Category | null = null;
    for (const slug of address.split('/').slice(0, deepestAddress)) {
      const siblings: Category[] = found
        ? await this.scope.get(CategoryLoaders).childrenOf.load(found.id)
        : await this.roots();
      found = siblings.find((category) => category.slug === slug) ?? null;
      if (!found) return null;
    }
    return found;
  }

  /** @throws NOT_FOUND for a parent out of reach, SLUG_TAKEN, UNAUTHENTICATED */
  create({ name, slug, parentId, organisationId }: CreateCategoryInput): Promise<Category> {
    return this.scope
      .transaction(async (tx) => {
        const parent = parentId ? await tx.require(Category, parentId, categoryPolicy.edit) : null;
        const id = tx.ids.next();
        const category = Object.assign(new Category(), {
          id,
          name,
          slug,
          parentId: parent?.id ?? null,
          path: childPath(parent?.path ?? null, id),
          organisationId: parent ? parent.organisationId : (organisationId ?? null),
        });
        const [allowed] = await categoryPolicy.edit(tx, [category]);
        if (!allowed) throw tx.viewer.id ? kitErrors.NOT_FOUND({ thing: 'category' }) : kitErrors.UNAUTHENTICATED();
        return saveAndTell(tx, category);
      })
      .catch(refuseTakenSlug);
  }

  /** @throws CONFLICT, NOT_FOUND, SLUG_TAKEN */
  update({ id, name, slug, expectedVersion }: UpdateCategoryInput): Promise<Category> {
    return this.scope
      .transaction(async (tx) => {
        const category = await tx.require(Category, id, categoryPolicy.edit, expectedVersion);
        return tx.save(Object.assign(category, { name: name ?? category.name, slug: slug ?? category.slug }));
      })
      .catch(refuseTakenSlug);
  }

  /** @throws CATEGORY_NOT_EMPTY, CONFLICT, NOT_FOUND */
  delete({ id, expectedVersion }: DeleteCategoryInput): Promise<string> {
    return this.scope
      .transaction(async (tx) => {
        const category = await tx.require(Category, id, categoryPolicy.edit, expectedVersion);
        await tx.db.delete(Category, { id: category.id });
        return category.id;
      })
      .catch(refuseContents);
  }

  /** Moves a category and everything below it. @throws CATEGORY_CYCLE, CONFLICT, NOT_FOUND, SLUG_TAKEN */
  move({ id, parentId, expectedVersion }: MoveCategoryInput): Promise<Category> {
    return this.scope
      .transaction(async (tx) => {
        await tx.db.query(LOCK_TREE);
        const category = await tx.require(Category, id, categoryPolicy.edit, expectedVersion);
        const parent = parentId ? await tx.require(Category, parentId, categoryPolicy.edit) : null;
        // One tree, one organisation: whoever moves a category reaches everything below it.
        if (parent && parent.organisationId !== category.organisationId)
          throw kitErrors.NOT_FOUND({ thing: 'category' });
        const before = category.path;
        category.moveUnder(parent);
        await saveAndTell(tx, category);
        await tx.db.query(MOVE_SUBTREE, [before, category.path, category.id]);
        return category;
      })
      .catch(refuseTakenSlug);
  }
}

/** Two moves at once could each be acyclic and together make a cycle. */
const LOCK_TREE = `SELECT pg_advisory_xact_lock(hashtext('category.tree'))`;

const MOVE_SUBTREE = `
  UPDATE category SET path = $2::ltree || subpath(path, nlevel($1::ltree))
   WHERE path <@ $1::ltree AND id <> $3 AND nlevel(path) > nlevel($1::ltree)`;

const deepestAddress = 20;
const foreignKeyViolation = '23503';

/** Whoever holds the key, a course or a category, keeps the category. */
function refuseContents(error: unknown): never {
  if (sqlState(error) === foreignKeyViolation) throw courseErrors.CATEGORY_NOT_EMPTY();
  throw error;
}

function refuseTakenSlug(error: unknown): never {
  if (violates(error, 'category_slug_among_siblings')) throw courseErrors.SLUG_TAKEN();
  throw error;
}
