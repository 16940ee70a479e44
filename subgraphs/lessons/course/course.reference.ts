import type { ReferenceResolver } from '../../../kit/subgraph/define';
import { courseRef, type CourseRef } from './course.ref';

/** The id alone reveals nothing; each field that hangs on it asks the policy. */
export const resolveCourse: ReferenceResolver<CourseRef> = (_scope, { id }) => courseRef(id);
