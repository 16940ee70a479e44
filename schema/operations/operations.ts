/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Why access is granted, or why not. */
export type AccessReason =
  /** Granted: enrolled, and entitled. */
  | 'ENROLLED'
  /** Refused: the right to the course has run out. */
  | 'EXPIRED'
  /** Refused so far: the lesson opens later. */
  | 'LOCKED'
  /** Refused: nothing is missing but `enroll`. */
  | 'NOT_ENROLLED'
  /** Refused: the course takes no learners now. */
  | 'NOT_PUBLISHED'
  /** Refused: nobody is signed in. */
  | 'NOT_SIGNED_IN'
  /** Refused: the course has to be bought. */
  | 'PAYMENT_REQUIRED'
  /** Granted: the lesson is a free preview. */
  | 'PREVIEW'
  /** Refused: the right to the course was taken back. */
  | 'REVOKED'
  /** Granted: teaches the course, or manages its enrolments. */
  | 'STAFF'
  /** Refused so far: waiting for a seat. */
  | 'WAITLISTED';

/** People to enrol. */
export type BulkEnrollInput = {
  /** The course. */
  courseId: string | number;
  /** CSV with a header line: `userId`, and if you like `cohort` (the name of one in the run) and `expiresAt` (a day in UTC, or an instant). At most 2000 rows and 200,000 characters. */
  csv: string;
  /** Whether to answer only what would happen, and write nothing. */
  dryRun?: boolean;
  /** Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters. */
  idempotencyKey?: string | number | null | undefined;
  /** Its run; as for `enroll` where absent. */
  runId?: string | number | null | undefined;
};

/** What is wrong with a row. */
export type BulkProblem =
  /** `expiresAt` is neither a day nor an instant with its zone. */
  | 'BAD_DATE'
  /** `userId` is not an id. */
  | 'BAD_USER_ID'
  /** No seat was left for this row. */
  | 'COURSE_FULL'
  /** `expiresAt` is over. */
  | 'DATE_PAST'
  /** The person is in an earlier row. */
  | 'DUPLICATE_ROW'
  /** The run has no cohort of that name. */
  | 'UNKNOWN_COHORT';

/** What became of a row; in a dry run, what would. */
export type BulkRowStatus =
  /** Was enrolled before; nothing changed. */
  | 'ALREADY_ENROLLED'
  /** Enrolled. */
  | 'ENROLLED'
  /** Nothing was done; `problem` says why. */
  | 'REFUSED';

/** Which courses to list: those that meet every condition given. */
export type CourseFilter = {
  /** In this category or anywhere below it. */
  categoryId?: string | number | null | undefined;
  /** True: only free ones. False: only those that cost something. */
  isFree?: boolean | null | undefined;
  /** Taught in one of these languages; `pt` finds `pt-BR` too. At most 20. */
  languages?: Array<string> | null | undefined;
  /** At one of these levels. */
  levels?: Array<CourseLevel> | null | undefined;
  /** At most this list price, in a currency in which the course has a price. Free ones are always among them. */
  maximumPrice?: MoneyInput | null | undefined;
  /** Rated at least this on average, 1 to 5. */
  minimumRating?: number | null | undefined;
  /** Words in the title or the subtitle, as they stand; at most 100 characters. */
  search?: string | null | undefined;
  /** With all of these tags, by slug; at most 10. */
  tags?: Array<string> | null | undefined;
};

/** How much a course expects its learners to know. */
export type CourseLevel =
  /** Experience with the subject. */
  | 'ADVANCED'
  /** Something for everyone. */
  | 'ALL_LEVELS'
  /** Nothing of the subject. */
  | 'BEGINNER'
  /** The basics of the subject. */
  | 'INTERMEDIATE';

/** How courses are sorted. */
export type CourseOrder =
  /** The latest in the catalogue first. */
  | 'NEWEST'
  /** The most learners first. */
  | 'POPULAR'
  /** The cheapest first, by the price in the base currency. */
  | 'PRICE_ASC'
  /** The dearest first, by the price in the base currency. */
  | 'PRICE_DESC'
  /** The best average rating first; unrated ones last. */
  | 'RATING';

/** Where a course stands. */
export type CourseStatus =
  /** Out of the catalogue; who is or was enrolled keeps it. */
  | 'ARCHIVED'
  /** Being written; only its instructors see it. */
  | 'DRAFT'
  /** In the catalogue. */
  | 'PUBLISHED';

/** A new course. It begins as a draft that only you see. */
export type CreateCourseInput = {
  /** Whom the course is for: at most 20 lines of 200 characters. */
  audience?: Array<string> | null | undefined;
  /** Its category; null takes it out of its category. */
  categoryId?: string | number | null | undefined;
  /** What the course is about, in Markdown, at most 50 000 characters. */
  description?: string | null | undefined;
  /** The language it is taught in; a new course is in `en` without one. */
  language?: string | null | undefined;
  /** How much it expects its learners to know; `ALL_LEVELS` for a new course without one. */
  level?: CourseLevel | null | undefined;
  /** The organisation it belongs to; the marketplace without one. */
  organisationId?: string | number | null | undefined;
  /** What a learner can do afterwards: at most 20 lines of 200 characters. */
  outcomes?: Array<string> | null | undefined;
  /** What a learner needs before: at most 20 lines of 200 characters. */
  requirements?: Array<string> | null | undefined;
  /** Its name in addresses: lower-case letters, digits and single hyphens. A new course gets one from its title. */
  slug?: string | null | undefined;
  /** One sentence under the title, at most 200 characters. */
  subtitle?: string | null | undefined;
  /** Names of its tags, at most 10 of 40 characters, in the order to show. New ones are made. */
  tags?: Array<string> | null | undefined;
  /** Title as shown to people, 1 to 120 characters. */
  title: string;
};

/** A new lesson, at the end of a section. */
export type CreateLessonInput = {
  /** Markdown, at most 100,000 characters: the text of an article, notes beside the other kinds. */
  body?: string | null | undefined;
  /** Id of the video, file, live session, quiz or exercise that it shows; not for articles. */
  contentId?: string | number | null | undefined;
  /** How long it takes, in seconds, at most 100 hours. */
  duration?: number;
  /** Whether anyone may read it without being enrolled. */
  isPreview?: boolean;
  /** Whether it counts towards completing the course. */
  isRequired?: boolean;
  /** What it consists of. A lesson stays of its kind. */
  kind: LessonKind;
  /** The section to add it to. */
  sectionId: string | number;
  /** Title, 1 to 200 characters. */
  title: string;
};

/** A new section, at the end of the course. */
export type CreateSectionInput = {
  /** The course to add it to. */
  courseId: string | number;
  /** Title, 1 to 200 characters. */
  title: string;
};

/** The course to enrol in. */
export type EnrollInput = {
  /** Whether the progress of the last stay in this course comes along; a fresh start otherwise. */
  carryOver?: boolean | null | undefined;
  /** The course. */
  courseId: string | number;
  /** The currency in which `PaymentRequired.price` should be; the course's first one where it has no price in it. */
  currency?: string | null | undefined;
  /** Repeating the mutation with the same key answers the same and does nothing more. 1 to 100 characters. */
  idempotencyKey?: string | number | null | undefined;
  /** Its run. Without one: the self-paced run; a course that only has dated runs answers RUN_REQUIRED. */
  runId?: string | number | null | undefined;
};

/** Where an enrolment stands. */
export type EnrollmentStatus =
  /** The learner is in the course, finished with it or not. */
  | 'ACTIVE'
  /** Staff ended it. */
  | 'CANCELLED'
  /** The right to the course ran out. */
  | 'EXPIRED'
  /** The learner left. */
  | 'LEFT'
  /** The right to the course was taken back, such as by a refund. */
  | 'REVOKED';

/** A role for a person, and where it counts. */
export type GrantRoleInput = {
  /** The organisation in which it counts; the marketplace without one. */
  organisationId?: string | number | null | undefined;
  /** With `resourceType`: the id of that resource. */
  resourceId?: string | number | null | undefined;
  /** With `resourceId`: the one resource for which it counts, by type, such as `Course`. */
  resourceType?: string | null | undefined;
  /** The role; you must hold all its permissions where it shall count. */
  roleId: string | number;
  /** The person. */
  userId: string | number;
};

/** What an instructor may do with a course. */
export type InstructorRole =
  /** Edits. */
  | 'CO_INSTRUCTOR'
  /** Edits, publishes, archives, and decides who else teaches. Each course has one. */
  | 'OWNER';

/** The course to leave. */
export type LeaveCourseInput = {
  /** The course. */
  courseId: string | number;
};

/** What a lesson consists of. */
export type LessonKind =
  /** A text to read: its body. */
  | 'ARTICLE'
  /** A programming exercise. */
  | 'CODE'
  /** A document to read or download. */
  | 'FILE'
  /** A live session to join. */
  | 'LIVE'
  /** Questions to answer. */
  | 'QUIZ'
  /** A video to watch. */
  | 'VIDEO';

/** Who you are, and the proof. */
export type LogInInput = {
  /** The address you registered with, in whatever case. */
  email: string;
  /** Your password. */
  password: string;
};

/** An amount of money. */
export type MoneyInput = {
  /** ISO 4217 code. */
  currency: string;
  /** Minor units: 1299 is 12.99 EUR, and 1299 JPY. */
  minor: string;
};

/** What you think of a course. */
export type PostReviewInput = {
  /** Plain text, at most 5 000 characters. */
  comment?: string | null | undefined;
  /** The course; you are or were enrolled in it and do not teach it. */
  courseId: string | number;
  /** Stars, 1 to 5. */
  stars: number;
};

/** Something that a learner did, perhaps offline and a while ago. */
export type ProgressEventInput = {
  /** When it happened. A time in the future counts as now; one before the enrolment is rejected. */
  at: string;
  /** Made by the client, unique for the learner: a repeated one changes nothing. 1 to 64 printable ASCII characters, not beginning with `playback:`. */
  clientId: string | number;
  /** What happened. */
  kind: ProgressEventKind;
  /** The lesson. */
  lessonId: string | number;
  /** For WATCHED: what was played since the last report, at most 50 ranges. More than the time that passed allows, at double speed, is not counted. */
  ranges?: Array<WatchRangeInput> | null | undefined;
  /** The player session, for OPENED and WATCHED of a video; one per lesson where absent. 1 to 64 printable ASCII characters, not beginning with `playback:`. */
  viewingId?: string | number | null | undefined;
};

/** What a learner did. */
export type ProgressEventKind =
  /** Marked a lesson as completed. A video completes by itself when 90 % was watched; this alone does not complete it. */
  | 'COMPLETED'
  /** Opened a lesson. For a video it starts the player session that `WATCHED` reports belong to. */
  | 'OPENED'
  /** Played parts of a video since the session's last report. */
  | 'WATCHED';

/** Why an event gained nothing. */
export type ProgressRejectionCode =
  /** It happened before the learner was enrolled. */
  | 'BEFORE_ENROLLMENT'
  /** The lesson was not open at that time. It counts after all once an event arrives that opened it earlier. */
  | 'LESSON_LOCKED'
  /** The published course has no such lesson. */
  | 'LESSON_NOT_FOUND'
  /** The enrolment has as many events as are kept. */
  | 'TOO_MANY_EVENTS';

/** A draft to bring into the catalogue. */
export type PublishCourseInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: number | null | undefined;
  /** The course. */
  id: string | number;
};

/** The course whose draft learners should read from now on. */
export type PublishCurriculumInput = {
  /** The course. */
  courseId: string | number;
  /** The version of the draft you read; a stale one is refused with CONFLICT. */
  expectedVersion?: number | null | undefined;
};

/** What a learner did in one course. Batches may come late, in any order, and more than once. */
export type RecordProgressInput = {
  /** The course, in which the viewer is enrolled. */
  courseId: string | number;
  /** At most 200 events. */
  events: Array<ProgressEventInput>;
};

/** A refresh token. */
export type RefreshSessionInput = {
  /** The one that came last. */
  refreshToken: string;
};

/** Who wants to join. */
export type RegisterInput = {
  /** Name as shown to people, at most 80 characters; the username without one. */
  displayName?: string | null | undefined;
  /** Where to write to; also the name to log in with. Case does not matter. */
  email: string;
  /** The language you prefer; `en` without one. */
  locale?: string | null | undefined;
  /** 8 to 128 characters that are hard to guess; any characters will do. */
  password: string;
  /** IANA time zone, such as `Europe/Berlin`; `UTC` without one. */
  timeZone?: string | null | undefined;
  /** Unique name for addresses and mentions: 3 to 30 letters, digits, hyphens and underscores. */
  username: string;
};

/** A number of calendar days after the learner enrolled. */
export type ReleaseAfterDaysInput = {
  /** Calendar days, 0 to 3650. */
  days: number;
  /** IANA time zone in which days are counted, such as `Europe/Lisbon`. */
  zone: string;
};

/** A moment on the clock of a time zone. */
export type ReleaseAtInput = {
  /** Wall-clock time without an offset, such as `2026-03-02T09:00`. */
  local: string;
  /** IANA time zone, such as `Europe/Lisbon`. */
  zone: string;
};

/** One rule: exactly one of the three. */
export type ReleaseRuleInput = {
  /** Opens some days after enrolment. */
  afterDays?: ReleaseAfterDaysInput | null | undefined;
  /** Opens after this other lesson of the same course. */
  afterLessonId?: string | number | null | undefined;
  /** Opens at a moment. */
  at?: ReleaseAtInput | null | undefined;
};

/** A course and its whole price list. */
export type SetCoursePricesInput = {
  /** The course. */
  courseId: string | number;
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: number | null | undefined;
  /** The whole list, one price per currency, EUR among them; 0 in all of them is free. An empty list takes the price from a draft. */
  prices: Array<MoneyInput>;
};

/** All release rules of a lesson; they take the place of those before. */
export type SetReleaseRulesInput = {
  /** The version of the lesson you read; a stale one is refused with CONFLICT. */
  expectedVersion?: number | null | undefined;
  /** The lesson. */
  lessonId: string | number;
  /** At most 10; the lesson opens when all are met. Empty: open from enrolment on. */
  rules: Array<ReleaseRuleInput>;
};

/** A token from a letter. */
export type VerifyEmailInput = {
  /** The `token` of the link, or as printed below it. */
  token: string;
};

/** A part of a video that was played. */
export type WatchRangeInput = {
  /** Where it starts, in seconds from the start of the video. */
  from: number;
  /** Where it ends. */
  to: number;
};

export type CatalogueQueryVariables = Exact<{
  filter?: CourseFilter | null | undefined;
  orderBy?: CourseOrder;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CatalogueQuery = { courses: { totalCount: number, nodes: Array<{ id: string, slug: string, title: string, subtitle: string, level: CourseLevel, ratingAverage: number | null, ratingCount: number, lessonCount: number | null, duration: number | null, price: { minor: string, currency: string, formatted: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CoursePageQueryVariables = Exact<{
  slug: string;
}>;


export type CoursePageQuery = { courseBySlug: { id: string, title: string, subtitle: string, descriptionHtml: string, status: CourseStatus, enrollmentCount: number | null, ratingAverage: number | null, ratingCount: number, price: { formatted: string } | null, instructors: Array<{ role: InstructorRole, user: { displayName: string, headline: string | null } | null }>, curriculum: { revision: number, lessonCount: number, duration: number, sections: Array<{ id: string, title: string, lessons: Array<{ id: string, title: string, kind: LessonKind, isPreview: boolean, duration: number, body: string | null, access: { granted: boolean, reason: AccessReason } | null, viewerProgress: { completedAt: string | null } | null }> }> } | null, access: { granted: boolean, reason: AccessReason } | null, viewerEnrollment: { id: string, status: EnrollmentStatus } | null, viewerProgress: { percent: number, completedLessons: number, requiredLessons: number, completedAt: string | null } | null, viewerCan: { edit: boolean, review: boolean }, reviews: { nodes: Array<{ id: string, stars: number, comment: string | null, author: { displayName: string } | null }> } } | null };

export type CreateCourseMutationVariables = Exact<{
  input: CreateCourseInput;
}>;


export type CreateCourseMutation = { createCourse: { course: { id: string, slug: string, status: CourseStatus, version: number } } };

export type CreateLessonMutationVariables = Exact<{
  input: CreateLessonInput;
}>;


export type CreateLessonMutation = { createLesson: { lesson: { id: string, title: string, version: number } } };

export type CreateSectionMutationVariables = Exact<{
  input: CreateSectionInput;
}>;


export type CreateSectionMutation = { createSection: { section: { id: string, title: string, version: number } } };

export type EnrollMutationVariables = Exact<{
  input: EnrollInput;
}>;


export type EnrollMutation = { enroll:
    | { __typename: 'AlreadyEnrolled', code: string, message: string }
    | { __typename: 'CourseFull', code: string, message: string }
    | { __typename: 'EnrollPayload', enrollment: { id: string, status: EnrollmentStatus, course: { title: string } | null } }
    | { __typename: 'PaymentRequired', code: string, message: string, price: { formatted: string } | null }
   };

export type EnrollPeopleMutationVariables = Exact<{
  input: BulkEnrollInput;
}>;


export type EnrollPeopleMutation = { bulkEnroll: { dryRun: boolean, enrolled: number, rows: Array<{ line: number, userId: string, status: BulkRowStatus, problem: BulkProblem | null, enrollment: { id: string, status: EnrollmentStatus } | null }> } };

export type GrantRoleMutationVariables = Exact<{
  input: GrantRoleInput;
}>;


export type GrantRoleMutation = { grantRole: { assignment: { id: string } } };

export type LeaveCourseMutationVariables = Exact<{
  input: LeaveCourseInput;
}>;


export type LeaveCourseMutation = { leaveCourse: { enrollment: { id: string, status: EnrollmentStatus } } };

export type LogInMutationVariables = Exact<{
  input: LogInInput;
}>;


export type LogInMutation = { logIn:
    | { __typename: 'EmailNotVerified', code: string, message: string }
    | { __typename: 'InvalidCredentials', code: string, message: string }
    | { __typename: 'LogInPayload', accessToken: string, refreshToken: string, user: { id: string, displayName: string } }
    | { __typename: 'TooManyAttempts', code: string, message: string }
   };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, username: string, displayName: string, email: string | null, learningNow: Array<{ course: { slug: string, title: string } | null, progress: { percent: number, resumeAt: { position: number, lesson: { id: string, title: string } | null } | null } | null }> | null } | null };

export type PostReviewMutationVariables = Exact<{
  input: PostReviewInput;
}>;


export type PostReviewMutation = { postReview: { review: { id: string, stars: number, course: { ratingAverage: number | null, ratingCount: number } | null } } };

export type PublishCourseMutationVariables = Exact<{
  input: PublishCourseInput;
}>;


export type PublishCourseMutation = { publishCourse:
    | { __typename: 'CourseNotReady', code: string, message: string, missing: Array<{ field: string, message: string }> }
    | { __typename: 'PublishCoursePayload', course: { id: string, status: CourseStatus, publishedAt: string | null } }
   };

export type PublishCurriculumMutationVariables = Exact<{
  input: PublishCurriculumInput;
}>;


export type PublishCurriculumMutation = { publishCurriculum: { curriculum: { revision: number, lessonCount: number } } };

export type ReadLessonQueryVariables = Exact<{
  id: string | number;
}>;


export type ReadLessonQuery = { lesson: { id: string, title: string, bodyHtml: string | null, access: { granted: boolean, reason: AccessReason, waitingFor: Array<{ title: string } | null> } | null, viewerProgress: { completedAt: string | null } | null } | null };

export type RecordProgressMutationVariables = Exact<{
  input: RecordProgressInput;
}>;


export type RecordProgressMutation = { recordProgress: { accepted: number, rejected: Array<{ clientId: string, code: ProgressRejectionCode }>, progress: { percent: number, completedLessons: number, requiredLessons: number, completedAt: string | null, explain: { text: string } } } };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession:
    | { __typename: 'AlreadyRefreshed', code: string, message: string }
    | { __typename: 'InvalidRefreshToken', code: string, message: string }
    | { __typename: 'RefreshSessionPayload', accessToken: string, refreshToken: string }
   };

export type RegisterMutationVariables = Exact<{
  input: RegisterInput;
}>;


export type RegisterMutation = { register: { email: string } };

export type SetCoursePricesMutationVariables = Exact<{
  input: SetCoursePricesInput;
}>;


export type SetCoursePricesMutation = { setCoursePrices: { course: { id: string, isFree: boolean, version: number, prices: Array<{ minor: string, currency: string }> } } };

export type SetReleaseRulesMutationVariables = Exact<{
  input: SetReleaseRulesInput;
}>;


export type SetReleaseRulesMutation = { setReleaseRules: { lesson: { id: string, version: number } } };

export type VerifyEmailMutationVariables = Exact<{
  input: VerifyEmailInput;
}>;


export type VerifyEmailMutation = { verifyEmail: { user: { id: string, username: string } } };


export const CatalogueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Catalogue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CourseFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CourseOrder"}}},"defaultValue":{"kind":"EnumValue","value":"NEWEST"}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"courses"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"subtitle"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"ratingAverage"}},{"kind":"Field","name":{"kind":"Name","value":"ratingCount"}},{"kind":"Field","name":{"kind":"Name","value":"lessonCount"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<CatalogueQuery, CatalogueQueryVariables>;
export const CoursePageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CoursePage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"courseBySlug"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"subtitle"}},{"kind":"Field","name":{"kind":"Name","value":"descriptionHtml"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"instructors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"headline"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"curriculum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"lessonCount"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"sections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"lessons"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"isPreview"}},{"kind":"Field","name":{"kind":"Name","value":"duration"}},{"kind":"Field","name":{"kind":"Name","value":"body"}},{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerProgress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completedAt"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enrollmentCount"}},{"kind":"Field","name":{"kind":"Name","value":"viewerEnrollment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerProgress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"percent"}},{"kind":"Field","name":{"kind":"Name","value":"completedLessons"}},{"kind":"Field","name":{"kind":"Name","value":"requiredLessons"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edit"}},{"kind":"Field","name":{"kind":"Name","value":"review"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ratingAverage"}},{"kind":"Field","name":{"kind":"Name","value":"ratingCount"}},{"kind":"Field","name":{"kind":"Name","value":"reviews"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stars"}},{"kind":"Field","name":{"kind":"Name","value":"comment"}},{"kind":"Field","name":{"kind":"Name","value":"author"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<CoursePageQuery, CoursePageQueryVariables>;
export const CreateCourseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateCourse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateCourseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createCourse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"course"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<CreateCourseMutation, CreateCourseMutationVariables>;
export const CreateLessonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateLesson"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateLessonInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createLesson"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lesson"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<CreateLessonMutation, CreateLessonMutationVariables>;
export const CreateSectionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateSection"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSectionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createSection"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"section"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<CreateSectionMutation, CreateSectionMutationVariables>;
export const EnrollDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Enroll"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EnrollInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enroll"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnrollPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enrollment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"course"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PaymentRequired"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"formatted"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EnrollMutation, EnrollMutationVariables>;
export const EnrollPeopleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EnrollPeople"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BulkEnrollInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bulkEnroll"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dryRun"}},{"kind":"Field","name":{"kind":"Name","value":"enrolled"}},{"kind":"Field","name":{"kind":"Name","value":"rows"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"userId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"enrollment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<EnrollPeopleMutation, EnrollPeopleMutationVariables>;
export const GrantRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GrantRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GrantRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grantRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assignment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<GrantRoleMutation, GrantRoleMutationVariables>;
export const LeaveCourseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LeaveCourse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LeaveCourseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"leaveCourse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enrollment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]} as unknown as DocumentNode<LeaveCourseMutation, LeaveCourseMutationVariables>;
export const LogInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LogIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LogInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LogInPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LogInMutation, LogInMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"learningNow"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"course"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"percent"}},{"kind":"Field","name":{"kind":"Name","value":"resumeAt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lesson"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const PostReviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PostReview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PostReviewInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"postReview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"review"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stars"}},{"kind":"Field","name":{"kind":"Name","value":"course"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ratingAverage"}},{"kind":"Field","name":{"kind":"Name","value":"ratingCount"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PostReviewMutation, PostReviewMutationVariables>;
export const PublishCourseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishCourse"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishCourseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishCourse"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PublishCoursePayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"course"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"publishedAt"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CourseNotReady"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PublishCourseMutation, PublishCourseMutationVariables>;
export const PublishCurriculumDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PublishCurriculum"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PublishCurriculumInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"publishCurriculum"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"curriculum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revision"}},{"kind":"Field","name":{"kind":"Name","value":"lessonCount"}}]}}]}}]}}]} as unknown as DocumentNode<PublishCurriculumMutation, PublishCurriculumMutationVariables>;
export const ReadLessonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReadLesson"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lesson"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"bodyHtml"}},{"kind":"Field","name":{"kind":"Name","value":"access"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"granted"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"waitingFor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerProgress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completedAt"}}]}}]}}]}}]} as unknown as DocumentNode<ReadLessonQuery, ReadLessonQueryVariables>;
export const RecordProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordProgressInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"progress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"percent"}},{"kind":"Field","name":{"kind":"Name","value":"completedLessons"}},{"kind":"Field","name":{"kind":"Name","value":"requiredLessons"}},{"kind":"Field","name":{"kind":"Name","value":"completedAt"}},{"kind":"Field","name":{"kind":"Name","value":"explain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]}}]}}]} as unknown as DocumentNode<RecordProgressMutation, RecordProgressMutationVariables>;
export const RefreshSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshSessionPayload"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Refusal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const RegisterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Register"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"register"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}}]}}]}}]} as unknown as DocumentNode<RegisterMutation, RegisterMutationVariables>;
export const SetCoursePricesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetCoursePrices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetCoursePricesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setCoursePrices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"course"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"isFree"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"prices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"minor"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SetCoursePricesMutation, SetCoursePricesMutationVariables>;
export const SetReleaseRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetReleaseRules"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetReleaseRulesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setReleaseRules"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"lesson"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<SetReleaseRulesMutation, SetReleaseRulesMutationVariables>;
export const VerifyEmailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VerifyEmail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VerifyEmailInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyEmail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"username"}}]}}]}}]}}]} as unknown as DocumentNode<VerifyEmailMutation, VerifyEmailMutationVariables>;