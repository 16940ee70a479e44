import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Enrollment } from './enrollment.entity';
import { EnrollmentLoaders } from './enrollment.loaders';

/** How references become enrolments; the policy is in the loader, so there is no way around it. */
export const resolveEnrollment: ReferenceResolver<Enrollment> = (scope, { id }) =>
  scope.get(EnrollmentLoaders).visible.load(id);
