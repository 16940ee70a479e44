import { registerEnumType } from 'type-graphql';
import { courseErrors } from '../courses.errors';

export const CourseStatus = { DRAFT: 'DRAFT', PUBLISHED: 'PUBLISHED', ARCHIVED: 'ARCHIVED' } as const;
export type CourseStatus = keyof typeof CourseStatus;

registerEnumType(CourseStatus, {
  name: 'CourseStatus',
  description: 'Where a course stands.',
  valuesConfig: {
    DRAFT: { description: 'Being written; only its instructors see it.' },
    PUBLISHED: { description: 'In the catalogue.' },
    ARCHIVED: { description: 'Out of the catalogue; who is or was enrolled keeps it.' },
  },
});

export type CourseAction = 'publish' | 'archive' | 'unarchive';

/** What is not in the table cannot happen. */
const transitions: Readonly<Record<CourseStatus, Partial<Record<CourseAction, CourseStatus>>>> = {
  DRAFT: { publish: 'PUBLISHED' },
  PUBLISHED: { archive: 'ARCHIVED' },
  ARCHIVED: { unarchive: 'PUBLISHED' },
};

/** @throws COURSE_STATUS where the table has no such step. */
export function nextStatus(status: CourseStatus, action: CourseAction): CourseStatus {
  const next = transitions[status][action];
  if (!next) throw courseErrors.COURSE_STATUS({ status, action });
  return next;
}
