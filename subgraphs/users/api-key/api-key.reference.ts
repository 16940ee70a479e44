import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { ApiKey } from './api-key.entity';
import { ApiKeyLoaders } from './api-key.loaders';

export const resolveApiKey: ReferenceResolver<ApiKey> = (scope, { id }) => scope.get(ApiKeyLoaders).visible.load(id);
