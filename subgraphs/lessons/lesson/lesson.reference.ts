import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Lesson } from './lesson.entity';
import { LessonLoaders } from './lesson.loaders';

/** How references become lessons; the policy is in the loader, so there is no way around it. */
export const resolveLesson: ReferenceResolver<Lesson> = (scope, { id }) => scope.get(LessonLoaders).visible.load(id);
