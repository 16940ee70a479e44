import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Course } from './course.entity';
import { CourseLoaders } from './course.loaders';

/** How references become courses; the policy is in the loader, so there is no way around it. */
export const resolveCourse: ReferenceResolver<Course> = (scope, { id }) => scope.get(CourseLoaders).visible.load(id);
