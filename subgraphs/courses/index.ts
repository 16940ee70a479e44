import { defineSubgraph } from '../../kit/subgraph/define';
import { Category } from './category/category.entity';
import { resolveCategory } from './category/category.reference';
import { CategoryResolver } from './category/category.resolver';
import { courseErrors } from './courses.errors';
import { migrations } from './migrations';

export const courses = defineSubgraph({
  name: 'courses',
  resolvers: [CategoryResolver],
  references: { Category: resolveCategory },
  entities: [Category],
  migrations,
  emits: [],
  handlers: [],
  jobs: [],
  errors: courseErrors,
  sensitive: [],
});
