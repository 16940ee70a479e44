import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Tag } from './tag.entity';
import { tagPolicy } from './tag.policy';

/** Every read of tags by key. */
export class TagLoaders {
  readonly visible: Loader<string, Tag | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Tag, 'id', tagPolicy.see);
  }
}
