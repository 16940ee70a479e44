import type { Factory } from '../../../kit/testing/subgraph-test';
import type { Course } from '../course/course.entity';
import { Run } from './run.entity';

interface Given extends Partial<Run> {
  readonly course: Course;
}

/** A dated run, unless `kind` says otherwise. */
export const runFactory: Factory<Given, Run> = (scope, { course, ...given }) => {
  const dates =
    given.kind === 'SELF_PACED'
      ? { startsAt: null, zone: null }
      : { startsAt: new Date('2026-09-07T08:00:00Z'), zone: 'Europe/Lisbon' };
  const { id: courseId, organisationId } = course;
  const row = {
    id: scope.ids.next(),
    courseId,
    organisationId,
    kind: 'DATED',
    status: 'SCHEDULED',
    endsAt: null,
    capacity: null,
  };
  return scope.save(Object.assign(new Run(), row, dates, given));
};
