/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An integer of any size, as a string of digits. */
  BigInt: { input: string; output: string; }
  /** An ISO 4217 currency code, such as `EUR`. */
  CurrencyCode: { input: string; output: string; }
  /** An instant, RFC 3339 in UTC, such as `2026-03-02T09:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  /** A length of time in seconds, as a float. */
  Duration: { input: number; output: number; }
  /** An e-mail address. */
  EmailAddress: { input: string; output: string; }
  /** A BCP 47 language tag, such as `en` or `pt-BR`. */
  Locale: { input: string; output: string; }
  /** An absolute URL. */
  URL: { input: string; output: string; }
};

/** Why access is granted, or why not. */
export type AccessReason =
  /** Administrators may do everything. */
  | 'ADMINISTRATOR'
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
  /** No role gives the permission in this place. */
  | 'NO_SUCH_GRANT'
  /** Refused: the course has to be bought. */
  | 'PAYMENT_REQUIRED'
  /** Granted: the lesson is a free preview. */
  | 'PREVIEW'
  /** Refused: the right to the course was taken back. */
  | 'REVOKED'
  /** A role gives the permission in this place; see `via`. */
  | 'ROLE'
  /** Granted: teaches the course, or manages its enrolments. */
  | 'STAFF'
  /** The house itself asks. */
  | 'SYSTEM'
  /** Refused so far: waiting for a seat. */
  | 'WAITLISTED';

/** Someone who shall teach a course too. */
export type AddCoInstructorInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** The version of the course you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The person. */
  userId: Scalars['ID']['input'];
};

/** A new resource of a lesson. */
export type AddLessonResourceInput = {
  /** The version of the lesson you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The lesson. */
  lessonId: Scalars['ID']['input'];
  /** Title, 1 to 200 characters. */
  title: Scalars['String']['input'];
  /** Where it is: http or https, at most 2,000 characters. */
  url: Scalars['URL']['input'];
};

/** A published course to take out of the catalogue. */
export type ArchiveCourseInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The course. */
  id: Scalars['ID']['input'];
};

/** Learners to put into a group. */
export type AssignToCohortInput = {
  /** The cohort. */
  cohortId: Scalars['ID']['input'];
  /** Active enrolments of the cohort's run, 1 to 100. They leave the cohort they were in. */
  enrollmentIds: Array<Scalars['ID']['input']>;
};

/** People to enrol. */
export type BulkEnrollInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** CSV with a header line: `userId`, and if you like `cohort` (the name of one in the run) and `expiresAt` (a day in UTC, or an instant). At most 2000 rows and 200,000 characters. */
  csv: Scalars['String']['input'];
  /** Whether to answer only what would happen, and write nothing. */
  dryRun?: Scalars['Boolean']['input'];
  /** Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** Its run; as for `enroll` where absent. */
  runId?: InputMaybe<Scalars['ID']['input']>;
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

/** The enrolment to end. */
export type CancelEnrollmentInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The enrolment. */
  id: Scalars['ID']['input'];
};

/** A run that shall not take place. */
export type CancelRunInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The run. */
  id: Scalars['ID']['input'];
};

/** A new password, by the current one. */
export type ChangePasswordInput = {
  /** The password you logged in with. */
  currentPassword: Scalars['String']['input'];
  /** 8 to 128 characters that are hard to guess. */
  newPassword: Scalars['String']['input'];
};

/** A course to copy. */
export type CloneCourseInput = {
  /** The course to copy; you must be able to edit it. */
  id: Scalars['ID']['input'];
  /** Title of the copy; that of the original without one. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** Which courses to list: those that meet every condition given. */
export type CourseFilter = {
  /** In this category or anywhere below it. */
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** True: only free ones. False: only those that cost something. */
  isFree?: InputMaybe<Scalars['Boolean']['input']>;
  /** Taught in one of these languages; `pt` finds `pt-BR` too. At most 20. */
  languages?: InputMaybe<Array<Scalars['Locale']['input']>>;
  /** At one of these levels. */
  levels?: InputMaybe<Array<CourseLevel>>;
  /** At most this list price, in a currency in which the course has a price. Free ones are always among them. */
  maximumPrice?: InputMaybe<MoneyInput>;
  /** Rated at least this on average, 1 to 5. */
  minimumRating?: InputMaybe<Scalars['Float']['input']>;
  /** Words in the title or the subtitle, as they stand; at most 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** With all of these tags, by slug; at most 10. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
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

/** A key for a program. */
export type CreateApiKeyInput = {
  /** Where it may be used from, as addresses or ranges such as `192.0.2.0/24`, at most 20; anywhere without. */
  addressRanges?: InputMaybe<Array<Scalars['String']['input']>>;
  /** When it stops working, in the future; never without. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is for, 1 to 80 characters. */
  name: Scalars['String']['input'];
  /** What it may do at most: permissions such as `course.edit`, and `account.read` for your own account. 1 to 30. */
  scopes: Array<Scalars['String']['input']>;
};

/** A new place in the catalogue tree. */
export type CreateCategoryInput = {
  /** Name as shown to people, 1 to 80 characters. */
  name: Scalars['String']['input'];
  /** The organisation it belongs to; the marketplace without one. */
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  /** The category to put it under; a root without one. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  /** Name as shown in addresses: lower-case letters, digits and single hyphens. */
  slug: Scalars['String']['input'];
};

/** A new group. */
export type CreateCohortInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** Its name, 1 to 80 characters, unique in the run. */
  name: Scalars['String']['input'];
  /** The run; none for a course without runs. */
  runId?: InputMaybe<Scalars['ID']['input']>;
};

/** A new course. It begins as a draft that only you see. */
export type CreateCourseInput = {
  /** Whom the course is for: at most 20 lines of 200 characters. */
  audience?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Its category; null takes it out of its category. */
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** What the course is about, in Markdown, at most 50 000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The language it is taught in; a new course is in `en` without one. */
  language?: InputMaybe<Scalars['Locale']['input']>;
  /** How much it expects its learners to know; `ALL_LEVELS` for a new course without one. */
  level?: InputMaybe<CourseLevel>;
  /** The organisation it belongs to; the marketplace without one. */
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  /** What a learner can do afterwards: at most 20 lines of 200 characters. */
  outcomes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What a learner needs before: at most 20 lines of 200 characters. */
  requirements?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Its name in addresses: lower-case letters, digits and single hyphens. A new course gets one from its title. */
  slug?: InputMaybe<Scalars['String']['input']>;
  /** One sentence under the title, at most 200 characters. */
  subtitle?: InputMaybe<Scalars['String']['input']>;
  /** Names of its tags, at most 10 of 40 characters, in the order to show. New ones are made. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Title as shown to people, 1 to 120 characters. */
  title: Scalars['String']['input'];
};

/** A new lesson, at the end of a section. */
export type CreateLessonInput = {
  /** Markdown, at most 100,000 characters: the text of an article, notes beside the other kinds. */
  body?: InputMaybe<Scalars['String']['input']>;
  /** Id of the video, file, live session, quiz or exercise that it shows; not for articles. */
  contentId?: InputMaybe<Scalars['ID']['input']>;
  /** How long it takes, in seconds, at most 100 hours. */
  duration?: Scalars['Duration']['input'];
  /** Whether anyone may read it without being enrolled. */
  isPreview?: Scalars['Boolean']['input'];
  /** Whether it counts towards completing the course. */
  isRequired?: Scalars['Boolean']['input'];
  /** What it consists of. A lesson stays of its kind. */
  kind: LessonKind;
  /** The section to add it to. */
  sectionId: Scalars['ID']['input'];
  /** Title, 1 to 200 characters. */
  title: Scalars['String']['input'];
};

/** A new role. */
export type CreateRoleInput = {
  /** What it is for, at most 200 characters. */
  description: Scalars['String']['input'];
  /** Lower-case letters, digits and single hyphens, 2 to 40 characters. */
  name: Scalars['String']['input'];
  /** The organisation it belongs to; the marketplace without one. */
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  /** Permissions as `resource.action`, at most 50; only such as you hold yourself. `*` stands for all. */
  permissions: Array<Scalars['String']['input']>;
};

/** A new section, at the end of the course. */
export type CreateSectionInput = {
  /** The course to add it to. */
  courseId: Scalars['ID']['input'];
  /** Title, 1 to 200 characters. */
  title: Scalars['String']['input'];
};

/** A new tag. */
export type CreateTagInput = {
  /** The word as shown to people, 1 to 40 characters. */
  name: Scalars['String']['input'];
  /** The organisation it belongs to; the marketplace without one. */
  organisationId?: InputMaybe<Scalars['ID']['input']>;
};

/** Confirms that it is you who leaves. */
export type DeleteAccountInput = {
  /** Your password. */
  password: Scalars['String']['input'];
};

/** A category that shall go. */
export type DeleteCategoryInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The category; it must be empty. */
  id: Scalars['ID']['input'];
};

/** A group to dissolve. */
export type DeleteCohortInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The cohort. Its members stay enrolled. */
  id: Scalars['ID']['input'];
};

/** A lesson to delete. */
export type DeleteLessonInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The lesson. */
  id: Scalars['ID']['input'];
};

/** A review that shall go: your own, or one that you moderate. */
export type DeleteReviewInput = {
  /** The review. */
  reviewId: Scalars['ID']['input'];
};

/** A role. */
export type DeleteRoleInput = {
  /** The role; whoever has it loses it. */
  id: Scalars['ID']['input'];
};

/** A section to delete. */
export type DeleteSectionInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The section. */
  id: Scalars['ID']['input'];
  /** Delete its lessons too; without it, a section with lessons is refused. */
  withLessons?: Scalars['Boolean']['input'];
};

/** A tag that shall go. */
export type DeleteTagInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The tag. It goes from every course that has it. */
  id: Scalars['ID']['input'];
};

/** A session. */
export type EndSessionInput = {
  /** Its id. */
  id: Scalars['ID']['input'];
};

/** The course to enrol in. */
export type EnrollInput = {
  /** Whether the progress of the last stay in this course comes along; a fresh start otherwise. */
  carryOver?: InputMaybe<Scalars['Boolean']['input']>;
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** The currency in which `PaymentRequired.price` should be; the course's first one where it has no price in it. */
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  /** Repeating the mutation with the same key answers the same and does nothing more. 1 to 100 characters. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** Its run. Without one: the self-paced run; a course that only has dated runs answers RUN_REQUIRED. */
  runId?: InputMaybe<Scalars['ID']['input']>;
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

/** Where a right to a course comes from. */
export type EntitlementSource =
  /** Staff granted it. */
  | 'ADMIN'
  /** The course was free when the learner enrolled. */
  | 'FREE'
  /** Someone gave it. */
  | 'GIFT'
  /** It was bought. */
  | 'ORDER'
  /** An organisation has a seat for the learner. */
  | 'SEAT'
  /** A subscription covers it. */
  | 'SUBSCRIPTION';

/** A right to a course for a person. */
export type GrantEntitlementInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** Until when it counts; without end where absent. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Repeating the mutation with the same key does nothing more, and answers the same. 1 to 100 characters. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** Where it comes from. FREE is made by `enroll` only. */
  source: EntitlementSource;
  /** What it comes from, 1 to 200 characters. The same source and reference for the same person and course grant once. */
  sourceReference?: InputMaybe<Scalars['String']['input']>;
  /** From when it counts; now where absent. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Who gets it. */
  userId: Scalars['ID']['input'];
};

/** A role for a person, and where it counts. */
export type GrantRoleInput = {
  /** The organisation in which it counts; the marketplace without one. */
  organisationId?: InputMaybe<Scalars['ID']['input']>;
  /** With `resourceType`: the id of that resource. */
  resourceId?: InputMaybe<Scalars['ID']['input']>;
  /** With `resourceId`: the one resource for which it counts, by type, such as `Course`. */
  resourceType?: InputMaybe<Scalars['String']['input']>;
  /** The role; you must hold all its permissions where it shall count. */
  roleId: Scalars['ID']['input'];
  /** The person. */
  userId: Scalars['ID']['input'];
};

/** What an instructor may do with a course. */
export type InstructorRole =
  /** Edits. */
  | 'CO_INSTRUCTOR'
  /** Edits, publishes, archives, and decides who else teaches. Each course has one. */
  | 'OWNER';

/** The run to wait for. */
export type JoinWaitlistInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** Repeating the mutation with the same key answers the same. 1 to 100 characters. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** The run that is full, as `CourseFull.run` names it. */
  runId: Scalars['ID']['input'];
};

/** The course to leave. */
export type LeaveCourseInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
};

/** The place in line to give up. */
export type LeaveWaitlistInput = {
  /** The waitlist entry. */
  id: Scalars['ID']['input'];
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
  email: Scalars['EmailAddress']['input'];
  /** Your password. */
  password: Scalars['String']['input'];
};

/** How far to go. */
export type LogOutEverywhereInput = {
  /** Whether this session stays. */
  keepThis?: Scalars['Boolean']['input'];
};

/** What to log out of. */
export type LogOutInput = {
  /** The session of this refresh token; of the access token without one. */
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};

/** An amount of money. */
export type MoneyInput = {
  /** ISO 4217 code. */
  currency: Scalars['CurrencyCode']['input'];
  /** Minor units: 1299 is 12.99 EUR, and 1299 JPY. */
  minor: Scalars['BigInt']['input'];
};

/** A category, and where it should go. */
export type MoveCategoryInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The category to move, with everything below it. */
  id: Scalars['ID']['input'];
  /** Its new parent; a root without one. */
  parentId?: InputMaybe<Scalars['ID']['input']>;
};

/** A lesson, and where it should go in its course: to the end of the section, when no place is given. */
export type MoveLessonInput = {
  /** The lesson that it should follow, instead of a position. */
  afterLessonId?: InputMaybe<Scalars['ID']['input']>;
  /** The `orderVersion` of the draft that you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The lesson to move. */
  id: Scalars['ID']['input'];
  /** Its new place, from 1; past the end is the end. */
  position?: InputMaybe<Scalars['Int']['input']>;
  /** The section to put it into: its own, or another of the same course. */
  sectionId: Scalars['ID']['input'];
};

/** A section, and where it should go in its course: to the end, when no place is given. */
export type MoveSectionInput = {
  /** The section that it should follow, instead of a position. */
  afterSectionId?: InputMaybe<Scalars['ID']['input']>;
  /** The `orderVersion` of the draft that you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The section to move, with its lessons. */
  id: Scalars['ID']['input'];
  /** Its new place, from 1; past the end is the end. */
  position?: InputMaybe<Scalars['Int']['input']>;
};

/** What you think of a course. */
export type PostReviewInput = {
  /** Plain text, at most 5 000 characters. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** The course; you are or were enrolled in it and do not teach it. */
  courseId: Scalars['ID']['input'];
  /** Stars, 1 to 5. */
  stars: Scalars['Int']['input'];
};

/** A page elsewhere. */
export type ProfileLinkInput = {
  /** What to call it, 1 to 40 characters. */
  label: Scalars['String']['input'];
  /** Its address, `https` or `http`, at most 300 characters. */
  url: Scalars['String']['input'];
};

/** Something that a learner did, perhaps offline and a while ago. */
export type ProgressEventInput = {
  /** When it happened. A time in the future counts as now; one before the enrolment is rejected. */
  at: Scalars['DateTime']['input'];
  /** Made by the client, unique for the learner: a repeated one changes nothing. 1 to 64 printable ASCII characters. */
  clientId: Scalars['ID']['input'];
  /** What happened. */
  kind: ProgressEventKind;
  /** The lesson. */
  lessonId: Scalars['ID']['input'];
  /** For WATCHED: what was played since the last report, at most 50 ranges. More than the time that passed allows, at double speed, is not counted. */
  ranges?: InputMaybe<Array<WatchRangeInput>>;
  /** The player session, for OPENED and WATCHED of a video; one per lesson where absent. 1 to 64 printable ASCII characters. */
  viewingId?: InputMaybe<Scalars['ID']['input']>;
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
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The course. */
  id: Scalars['ID']['input'];
};

/** The course whose draft learners should read from now on. */
export type PublishCurriculumInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** The version of the draft you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** What a learner did in one course. Batches may come late, in any order, and more than once. */
export type RecordProgressInput = {
  /** The course, in which the viewer is enrolled. */
  courseId: Scalars['ID']['input'];
  /** At most 200 events. */
  events: Array<ProgressEventInput>;
};

/** A refresh token. */
export type RefreshSessionInput = {
  /** The one that came last. */
  refreshToken: Scalars['String']['input'];
};

/** Who wants to join. */
export type RegisterInput = {
  /** Name as shown to people, at most 80 characters; the username without one. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Where to write to; also the name to log in with. Case does not matter. */
  email: Scalars['EmailAddress']['input'];
  /** The language you prefer; `en` without one. */
  locale?: InputMaybe<Scalars['Locale']['input']>;
  /** 8 to 128 characters that are hard to guess; any characters will do. */
  password: Scalars['String']['input'];
  /** IANA time zone, such as `Europe/Berlin`; `UTC` without one. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
  /** Unique name for addresses and mentions: 3 to 30 letters, digits, hyphens and underscores. */
  username: Scalars['String']['input'];
};

/** A number of calendar days after the learner enrolled. */
export type ReleaseAfterDaysInput = {
  /** Calendar days, 0 to 3650. */
  days: Scalars['Int']['input'];
  /** IANA time zone in which days are counted, such as `Europe/Lisbon`. */
  zone: Scalars['String']['input'];
};

/** A moment on the clock of a time zone. */
export type ReleaseAtInput = {
  /** Wall-clock time without an offset, such as `2026-03-02T09:00`. */
  local: Scalars['String']['input'];
  /** IANA time zone, such as `Europe/Lisbon`. */
  zone: Scalars['String']['input'];
};

/** One rule: exactly one of the three. */
export type ReleaseRuleInput = {
  /** Opens some days after enrolment. */
  afterDays?: InputMaybe<ReleaseAfterDaysInput>;
  /** Opens after this other lesson of the same course. */
  afterLessonId?: InputMaybe<Scalars['ID']['input']>;
  /** Opens at a moment. */
  at?: InputMaybe<ReleaseAtInput>;
};

/** Someone who shall no longer teach a course. */
export type RemoveCoInstructorInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** The version of the course you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The person. */
  userId: Scalars['ID']['input'];
};

/** Learners to take out of a group. */
export type RemoveFromCohortInput = {
  /** The cohort. */
  cohortId: Scalars['ID']['input'];
  /** Enrolments that are in it, 1 to 100; others are left alone. */
  enrollmentIds: Array<Scalars['ID']['input']>;
};

/** A resource to take out of a lesson. */
export type RemoveLessonResourceInput = {
  /** The version of the lesson you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The lesson. */
  lessonId: Scalars['ID']['input'];
  /** The resource. */
  resourceId: Scalars['ID']['input'];
};

/** A group and its new name. */
export type RenameCohortInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The cohort. */
  id: Scalars['ID']['input'];
  /** Its new name, 1 to 80 characters. */
  name: Scalars['String']['input'];
};

/** An answer to a review of a course that you teach. */
export type ReplyToReviewInput = {
  /** The version of the review you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The review. */
  reviewId: Scalars['ID']['input'];
  /** Plain text, at most 5 000 characters; null takes the answer back. */
  text?: InputMaybe<Scalars['String']['input']>;
};

/** Where to write to. */
export type RequestPasswordResetInput = {
  /** The address you log in with. */
  email: Scalars['EmailAddress']['input'];
};

/** Where to write to. */
export type ResendVerificationInput = {
  /** The address you registered with. */
  email: Scalars['EmailAddress']['input'];
};

/** A new password, by the token of a letter. */
export type ResetPasswordInput = {
  /** 8 to 128 characters that are hard to guess. */
  newPassword: Scalars['String']['input'];
  /** The `token` of the link, or as printed below it. */
  token: Scalars['String']['input'];
};

/** Which reviews to list. */
export type ReviewFilter = {
  /** True: only with a comment. False: only without. */
  hasComment?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only with one of these numbers of stars. */
  stars?: InputMaybe<Array<Scalars['Int']['input']>>;
};

/** How reviews are sorted. */
export type ReviewOrder =
  /** Those that most people found helpful first. */
  | 'HELPFUL'
  /** Most stars first. */
  | 'HIGHEST'
  /** Fewest stars first. */
  | 'LOWEST'
  /** The latest first. */
  | 'NEWEST';

/** A key. */
export type RevokeApiKeyInput = {
  /** Its id. */
  id: Scalars['ID']['input'];
};

/** A right to take back. */
export type RevokeEntitlementInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The entitlement. */
  id: Scalars['ID']['input'];
};

/** A role that someone has. */
export type RevokeRoleInput = {
  /** Id of the assignment, from `User.roles`. */
  assignmentId: Scalars['ID']['input'];
};

/** How a run of a course goes by the calendar. */
export type RunKind =
  /** All learners begin together. */
  | 'DATED'
  /** Each learner begins when they like. */
  | 'SELF_PACED';

/** Whether a run takes place. */
export type RunStatus =
  /** It does not. */
  | 'CANCELLED'
  /** It takes place. */
  | 'SCHEDULED';

/** A new run of a course. */
export type ScheduleRunInput = {
  /** How many seats it has, 1 to 100000; without limit when left out. */
  capacity?: InputMaybe<Scalars['Int']['input']>;
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** When it ends, after it began; without one it stays open. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Self-paced, of which a course has one, or dated. */
  kind: RunKind;
  /** When it begins; a dated run needs it, a self-paced one has none. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** IANA time zone in which the dates are meant, such as `Europe/Lisbon`; a dated run needs it. */
  zone?: InputMaybe<Scalars['String']['input']>;
};

/** Why a session ended. */
export type SessionEnd =
  /** The account was deleted. */
  | 'ACCOUNT_DELETED'
  /** Its person, or an administrator, ended it from elsewhere. */
  | 'ENDED'
  /** Its person logged out, here or everywhere. */
  | 'LOGGED_OUT'
  /** The password was changed in another session. */
  | 'PASSWORD_CHANGED'
  /** The password was set by a letter. */
  | 'PASSWORD_RESET'
  /** A refresh token was used twice: one of the two was stolen. */
  | 'TOKEN_REUSED';

/** A course and its whole price list. */
export type SetCoursePricesInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The whole list, one price per currency, EUR among them; 0 in all of them is free. An empty list takes the price from a draft. */
  prices: Array<MoneyInput>;
};

/** All release rules of a lesson; they take the place of those before. */
export type SetReleaseRulesInput = {
  /** The version of the lesson you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The lesson. */
  lessonId: Scalars['ID']['input'];
  /** At most 10; the lesson opens when all are met. Empty: open from enrolment on. */
  rules: Array<ReleaseRuleInput>;
};

/** The co-instructor who shall own a course. */
export type TransferCourseInput = {
  /** The course. */
  courseId: Scalars['ID']['input'];
  /** The version of the course you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The person. */
  userId: Scalars['ID']['input'];
};

/** An archived course to bring back into the catalogue. */
export type UnarchiveCourseInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The course. */
  id: Scalars['ID']['input'];
};

/** A review that you do not find helpful after all. */
export type UnvoteReviewHelpfulInput = {
  /** The review. */
  reviewId: Scalars['ID']['input'];
};

/** A category, and what should be different about it. What is left out stays as it is. */
export type UpdateCategoryInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The category. */
  id: Scalars['ID']['input'];
  /** Name as shown to people, 1 to 80 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Name as shown in addresses: lower-case letters, digits and single hyphens. */
  slug?: InputMaybe<Scalars['String']['input']>;
};

/** A course, and what should be different about it. What is left out stays as it is. */
export type UpdateCourseInput = {
  /** Whom the course is for: at most 20 lines of 200 characters. */
  audience?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Its category; null takes it out of its category. */
  categoryId?: InputMaybe<Scalars['ID']['input']>;
  /** What the course is about, in Markdown, at most 50 000 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The course. */
  id: Scalars['ID']['input'];
  /** The language it is taught in; a new course is in `en` without one. */
  language?: InputMaybe<Scalars['Locale']['input']>;
  /** How much it expects its learners to know; `ALL_LEVELS` for a new course without one. */
  level?: InputMaybe<CourseLevel>;
  /** What a learner can do afterwards: at most 20 lines of 200 characters. */
  outcomes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What a learner needs before: at most 20 lines of 200 characters. */
  requirements?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Its name in addresses: lower-case letters, digits and single hyphens. A new course gets one from its title. */
  slug?: InputMaybe<Scalars['String']['input']>;
  /** One sentence under the title, at most 200 characters. */
  subtitle?: InputMaybe<Scalars['String']['input']>;
  /** Names of its tags, at most 10 of 40 characters, in the order to show. New ones are made. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Title as shown to people, 1 to 120 characters. The slug does not follow it. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** What to change about a lesson; what is absent stays as it is. */
export type UpdateLessonInput = {
  /** Markdown, at most 100,000 characters; null takes it out. */
  body?: InputMaybe<Scalars['String']['input']>;
  /** Id of the content that it shows; null takes it out. Not for articles. */
  contentId?: InputMaybe<Scalars['ID']['input']>;
  /** How long it takes, in seconds, at most 100 hours. */
  duration?: InputMaybe<Scalars['Duration']['input']>;
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The lesson. */
  id: Scalars['ID']['input'];
  /** Whether anyone may read it without being enrolled. */
  isPreview?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether it counts towards completing the course. */
  isRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** Title, 1 to 200 characters. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** What to change in a profile; what is left out stays, what is null is cleared. */
export type UpdateProfileInput = {
  /** Markdown, at most 5,000 characters. */
  bio?: InputMaybe<Scalars['String']['input']>;
  /** Name as shown to people, 1 to 80 characters. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** One line, at most 160 characters. */
  headline?: InputMaybe<Scalars['String']['input']>;
  /** All links, at most 10: they replace the present ones. */
  links?: InputMaybe<Array<ProfileLinkInput>>;
  /** The language the person prefers. */
  locale?: InputMaybe<Scalars['Locale']['input']>;
  /** IANA time zone, such as `Europe/Berlin`. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
  /** Whose profile; your own without one. Others need the permission `user.manage`. */
  userId?: InputMaybe<Scalars['ID']['input']>;
  /** 3 to 30 letters, digits, hyphens and underscores. */
  username?: InputMaybe<Scalars['String']['input']>;
};

/** What you think of a course by now. What is left out stays as it is. */
export type UpdateReviewInput = {
  /** Plain text, at most 5 000 characters; null takes it away. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Your review. */
  id: Scalars['ID']['input'];
  /** Stars, 1 to 5. */
  stars?: InputMaybe<Scalars['Int']['input']>;
};

/** What to change in a role; what is left out stays. Who has the role has the change within 15 minutes. */
export type UpdateRoleInput = {
  /** What it is for, at most 200 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The role. */
  id: Scalars['ID']['input'];
  /** All permissions; they replace the present ones. */
  permissions?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A run, and what should be different about it. What is left out stays as it is; null takes it away. */
export type UpdateRunInput = {
  /** How many seats it has, 1 to 100000; null is without limit. Nobody loses a seat when it shrinks. */
  capacity?: InputMaybe<Scalars['Int']['input']>;
  /** When it ends. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The run. */
  id: Scalars['ID']['input'];
  /** When it begins. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** IANA time zone in which the dates are meant. */
  zone?: InputMaybe<Scalars['String']['input']>;
};

/** What to change about a section. */
export type UpdateSectionInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The section. */
  id: Scalars['ID']['input'];
  /** Its new title, 1 to 200 characters. */
  title: Scalars['String']['input'];
};

/** A tag, and its new name. */
export type UpdateTagInput = {
  /** The version you read; a stale one is refused with CONFLICT. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The tag. */
  id: Scalars['ID']['input'];
  /** The word as shown to people, 1 to 40 characters. The slug follows it. */
  name: Scalars['String']['input'];
};

/** A token from a letter. */
export type VerifyEmailInput = {
  /** The `token` of the link, or as printed below it. */
  token: Scalars['String']['input'];
};

/** A review that you find helpful. */
export type VoteReviewHelpfulInput = {
  /** The review. */
  reviewId: Scalars['ID']['input'];
};

/** What became of a place in a waitlist. */
export type WaitlistStatus =
  /** A seat became free, but the learner had lost the right to it or was enrolled already. */
  | 'LAPSED'
  /** The learner no longer waits. */
  | 'LEFT'
  /** A seat became free and the learner is enrolled. */
  | 'PROMOTED'
  /** Still in line. */
  | 'WAITING';

/** A part of a video that was played. */
export type WatchRangeInput = {
  /** Where it starts, in seconds from the start of the video. */
  from: Scalars['Duration']['input'];
  /** Where it ends. */
  to: Scalars['Duration']['input'];
};

/** Why access is granted, or why not. */
export type AccessReason =
  /** Administrators may do everything. */
  | 'ADMINISTRATOR'
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
  /** No role gives the permission in this place. */
  | 'NO_SUCH_GRANT'
  /** Refused: the course has to be bought. */
  | 'PAYMENT_REQUIRED'
  /** Granted: the lesson is a free preview. */
  | 'PREVIEW'
  /** Refused: the right to the course was taken back. */
  | 'REVOKED'
  /** A role gives the permission in this place; see `via`. */
  | 'ROLE'
  /** Granted: teaches the course, or manages its enrolments. */
  | 'STAFF'
  /** The house itself asks. */
  | 'SYSTEM'
  /** Refused so far: waiting for a seat. */
  | 'WAITLISTED';

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
  /** Made by the client, unique for the learner: a repeated one changes nothing. 1 to 64 printable ASCII characters. */
  clientId: string | number;
  /** What happened. */
  kind: ProgressEventKind;
  /** The lesson. */
  lessonId: string | number;
  /** For WATCHED: what was played since the last report, at most 50 ranges. More than the time that passed allows, at double speed, is not counted. */
  ranges?: Array<WatchRangeInput> | null | undefined;
  /** The player session, for OPENED and WATCHED of a video; one per lesson where absent. 1 to 64 printable ASCII characters. */
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