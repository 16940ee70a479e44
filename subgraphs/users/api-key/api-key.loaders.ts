import { loadByKey, type Loader } from '../../../kit/database/loaders';
import { loadPagesByKey, type List } from '../../../kit/database/page';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import type { Scope } from '../../../kit/scope/scope';
import { ApiKey } from './api-key.entity';
import { apiKeyPolicy } from './api-key.policy';

const keys: List<ApiKey> = { name: 'api-keys', entity: ApiKey, order: { by: 'createdAt', direction: 'DESC' } };

/** Every read of API keys by key. */
export class ApiKeyLoaders {
  readonly visible: Loader<string, ApiKey | null>;
  private readonly pages = new Map<string, Loader<string, Page<ApiKey>>>();

  constructor(private readonly scope: Scope) {
    this.visible = loadByKey(scope, ApiKey, 'id', apiKeyPolicy.see);
  }

  /** The keys of people; whoever asks makes sure that the viewer may read their accounts. */
  of(args: PageArgs): Loader<string, Page<ApiKey>> {
    const name = JSON.stringify(args);
    const known = this.pages.get(name) ?? loadPagesByKey(this.scope, 'ownerId', keys, args);
    this.pages.set(name, known);
    return known;
  }
}
