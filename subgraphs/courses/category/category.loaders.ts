import { loadByKey, loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Category } from './category.entity';
import { categoryPolicy } from './category.policy';

/** Every read of categories by key. */
export class CategoryLoaders {
  readonly visible: Loader<string, Category | null>;
  readonly childrenOf: Loader<string, Category[]>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Category, 'id', categoryPolicy.see);
    this.childrenOf = loadManyByKey(scope, Category, 'parentId', {
      order: { name: 'ASC' },
      policy: categoryPolicy.see,
    });
  }
}
