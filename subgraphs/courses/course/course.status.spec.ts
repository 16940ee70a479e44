import { nextStatus, type CourseAction, type CourseStatus } from './course.status';

const edges: [CourseStatus, CourseAction, CourseStatus | 'COURSE_STATUS'][] = [
  ['DRAFT', 'publish', 'PUBLISHED'],
  ['DRAFT', 'archive', 'COURSE_STATUS'],
  ['DRAFT', 'unarchive', 'COURSE_STATUS'],
  ['PUBLISHED', 'publish', 'COURSE_STATUS'],
  ['PUBLISHED', 'archive', 'ARCHIVED'],
  ['PUBLISHED', 'unarchive', 'COURSE_STATUS'],
  ['ARCHIVED', 'publish', 'COURSE_STATUS'],
  ['ARCHIVED', 'archive', 'COURSE_STATUS'],
  ['ARCHIVED', 'unarchive', 'PUBLISHED'],
];

it.each(edges)('%s, %s: %s', (status, action, expected) => {
  if (expected === 'COURSE_STATUS')
    expect(() => nextStatus(status, action)).toThrow(
      expect.objectContaining({ code: 'COURSE_STATUS', facts: { status, action } }),
    );
  else expect(nextStatus(status, action)).toBe(expected);
});
