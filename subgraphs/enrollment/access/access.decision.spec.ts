import { AccessReason, decideCourse, decideLesson, type CourseFactsOfViewer } from './access.decision';

const now = new Date('2026-03-02T09:00:00Z');
const tomorrow = new Date('2026-03-03T09:00:00Z');
const yesterday = new Date('2026-03-01T09:00:00Z');
const right = (over: object = {}) => ({
  startsAt: yesterday,
  expiresAt: null,
  revokedAt: null,
  source: 'ORDER',
  ...over,
});

function facts(over: Partial<CourseFactsOfViewer>): CourseFactsOfViewer {
  return {
    isSignedIn: true,
    isStaff: false,
    isPublished: true,
    isFree: false,
    isEnrolled: false,
    isWaiting: false,
    entitlements: [],
    now,
    ...over,
  };
}

const table: [string, Partial<CourseFactsOfViewer>, object][] = [
  [
    'enrolled and entitled',
    { isEnrolled: true, entitlements: [right()] },
    { granted: true, reason: 'ENROLLED', until: null, via: 'ORDER' },
  ],
  [
    'entitled for a time',
    { isEnrolled: true, entitlements: [right({ expiresAt: tomorrow, source: 'SUBSCRIPTION' })] },
    { granted: true, until: tomorrow, via: 'SUBSCRIPTION' },
  ],
  [
    'enrolled in what is archived now',
    { isEnrolled: true, isPublished: false, entitlements: [right()] },
    { granted: true, reason: 'ENROLLED' },
  ],
  ['staff', { isStaff: true, isPublished: false }, { granted: true, reason: 'STAFF' }],
  ['nobody', { isSignedIn: false }, { granted: false, reason: 'NOT_SIGNED_IN' }],
  ['a stranger to a paid course', {}, { granted: false, reason: 'PAYMENT_REQUIRED' }],
  ['a stranger to a free course', { isFree: true }, { granted: false, reason: 'NOT_ENROLLED' }],
  ['entitled, not enrolled', { entitlements: [right()] }, { granted: false, reason: 'NOT_ENROLLED', via: 'ORDER' }],
  ['waiting', { isWaiting: true, entitlements: [right()] }, { granted: false, reason: 'WAITLISTED' }],
  [
    'expired',
    { isEnrolled: true, entitlements: [right({ expiresAt: now })] },
    { granted: false, reason: 'EXPIRED', via: 'ORDER' },
  ],
  ['refunded', { entitlements: [right({ revokedAt: now })] }, { granted: false, reason: 'REVOKED', via: 'ORDER' }],
  [
    'a right that begins tomorrow',
    { entitlements: [right({ startsAt: tomorrow })] },
    { granted: false, reason: 'PAYMENT_REQUIRED' },
  ],
  ['archived', { isPublished: false }, { granted: false, reason: 'NOT_PUBLISHED' }],
];

it.each(table)('%s', (_name, given, expected) => {
  expect(decideCourse(facts(given))).toMatchObject(expected);
});

it('a lesson: a preview is open to all, a locked one waits for its time or its lessons', () => {
  const course = decideCourse(facts({ isEnrolled: true, entitlements: [right()] }));
  const none = decideCourse(facts({}));
  const staff = decideCourse(facts({ isStaff: true }));
  const locked = { isReleased: false, at: tomorrow, waitingFor: [] };
  expect(decideLesson(none, { isPreview: true, release: null })).toMatchObject({
    granted: true,
    reason: AccessReason.PREVIEW,
  });
  expect(decideLesson(none, { isPreview: false, release: null })).toMatchObject({
    granted: false,
    reason: AccessReason.PAYMENT_REQUIRED,
  });
  expect(decideLesson(course, { isPreview: false, release: locked })).toEqual({
    granted: false,
    reason: AccessReason.LOCKED,
    until: tomorrow,
    via: null,
  });
  expect(decideLesson(course, { isPreview: false, release: { ...locked, waitingFor: ['a'] } })).toMatchObject({
    granted: false,
    until: null,
  });
  expect(decideLesson(staff, { isPreview: false, release: locked })).toMatchObject({
    granted: true,
    reason: AccessReason.STAFF,
  });
});
