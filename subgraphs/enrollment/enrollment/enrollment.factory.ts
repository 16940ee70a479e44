import type { Viewer } from '../../../kit/identity/viewer';
import type { Factory } from '../../../kit/testing/subgraph-test';
import type { Enrollment } from './enrollment.entity';
import { EnrollPayload, type EnrollInput } from './enrollment.input';
import { EnrollingService } from './enrolling.service';

interface Given extends EnrollInput {
  readonly viewer: Viewer;
}

/** Someone enrols, on the path of everyone. */
export const enrollmentFactory: Factory<Given, Enrollment> = async (scope, { viewer, ...input }) => {
  const outcome = await scope.as(viewer).get(EnrollingService).enroll(input);
  if (outcome instanceof EnrollPayload) return outcome.enrollment;
  throw new Error(`Not enrolled: ${outcome.code}`);
};
