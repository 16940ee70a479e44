import type { Factory } from '../../../kit/testing/subgraph-test';
import { Category } from './category.entity';
import { childPath } from './category.path';

interface Given {
  readonly name: string;
  readonly under?: Category;
  readonly organisationId?: string;
}

/** A category in the tree; its slug follows from its name. */
export const categoryFactory: Factory<Given, Category> = (scope, { name, under, organisationId }) => {
  const id = scope.ids.next();
  return scope.save(
    Object.assign(new Category(), {
      id,
      name,
      slug: name.toLowerCase().replaceAll(' ', '-'),
      parentId: under?.id ?? null,
      path: childPath(under?.path ?? null, id),
      organisationId: organisationId ?? null,
    }),
  );
};
