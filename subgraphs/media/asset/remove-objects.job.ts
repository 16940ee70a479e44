import { defineJob, type Job } from '../../../kit/jobs/job';

/** Takes away what was below a prefix, once nothing refers to it any more. */
export const removeObjects: Job<{ readonly prefix: string }> = defineJob('remove_objects', (scope, { prefix }) =>
  scope.objects.deletePrefix(prefix),
);
