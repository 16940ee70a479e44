import type { EventPayload } from '../../../kit/events/catalog';
import { emit } from '../../../kit/events/emit';
import type { Scope } from '../../../kit/scope/scope';
import type { Category } from './category.entity';

/** Saves a category and tells everyone where it lies now. */
export async function saveAndTell(tx: Scope, category: Category): Promise<Category> {
  await tx.save(category);
  await emit(tx, 'category.changed', placeFacts(category));
  return category;
}

export function placeFacts({ id, version, parentId, organisationId }: Category): EventPayload<'category.changed'> {
  return { categoryId: id, version, parentId, organisationId };
}
