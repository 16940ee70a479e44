import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Post } from './post.document';
import { PostLoaders } from './post.loaders';

export const resolvePost: ReferenceResolver<Post> = (scope, { id }) => scope.get(PostLoaders).visible.load(id);
