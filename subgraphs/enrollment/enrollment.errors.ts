import { defineErrors } from '../../kit/errors/errors';

export const enrollmentErrors = defineErrors({
  RUN_REQUIRED: {
    message: 'This course is taught in dated runs. Say which one.',
    remedy: 'Send `runId`; `extensions.runs` lists the runs that are open.',
  },
  RUN_ENDED: { message: 'This run is over.', remedy: 'Choose a run that has not ended.' },
  SEAT_AVAILABLE: { message: 'A seat is free: there is nothing to wait for.', remedy: 'Call `enroll`.' },
  ALREADY_ENROLLED: { message: 'You are enrolled in this course.', remedy: 'Read `Course.viewerEnrollment`.' },
  ENTITLEMENT_REQUIRED: {
    message: 'Nothing that pays for this course is in your name.',
    remedy: 'Buy the course first; `Course.access` says what is missing.',
  },
  NOT_ENROLLED: { message: 'You are not enrolled in this course.', remedy: 'Call `enroll` first.' },
  ENROLLMENT_ENDED: {
    message: 'This enrolment has ended.',
    remedy: 'Enrol again: a new enrolment starts, the old one stays as history.',
  },
  ENTITLEMENT_REVOKED: { message: 'This entitlement was revoked before.', remedy: 'Read the entitlement again.' },
  BAD_PERIOD: {
    message: 'The period ends before it starts.',
    remedy: 'Send an `expiresAt` after `startsAt` and after now.',
  },
  COHORT_NAME_TAKEN: { message: 'This run has a cohort of that name.', remedy: 'Choose another name.' },
  COHORT_MISMATCH: {
    message: 'Not every enrolment is an active one of the run that the cohort belongs to.',
    remedy: '`extensions.enrollmentIds` lists the ones that do not fit.',
  },
  CSV_UNREADABLE: {
    message: 'The text is not CSV that can be read: {problem}.',
    remedy: 'Send a header line with the column `userId`, and at most 2,000 rows.',
  },
});
