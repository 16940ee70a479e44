import { z } from 'zod';
import { discussionEvents } from './discussion-events';
import { id, instant } from './event-shapes';

/**
 * The state of a course, whole, with its version: consumers keep the newest they have seen, so the order of arrival
 * does not matter.
 */
const courseFacts = z.object({
  courseId: id,
  version: z.int(),
  status: z.enum(['DRAFT', 'PUBLISHED', 'ARCHIVED']),
  slug: z.string(),
  title: z.string(),
  organisationId: id.nullable(),
  /** Its place in the catalogue's tree; `category.changed` says what is above. */
  categoryId: id.nullish(),
  /** User ids, the owner first. */
  instructorIds: z.array(id),
  /** Minor units as digits; an empty list is not yet priced, an amount of 0 is free. */
  prices: z.array(z.object({ currency: z.string(), minor: z.string() })),
  runs: z.array(
    z.object({
      runId: id,
      kind: z.enum(['SELF_PACED', 'DATED']),
      startsAt: instant.nullable(),
      endsAt: instant.nullable(),
      /** Seats; null is without limit. */
      capacity: z.int().nullable(),
    }),
  ),
});

/** One thing of an order that somebody gets. */
const orderLineFacts = z.object({
  lineId: id,
  courseId: id,
  organisationId: id.nullable(),
  /** Who gets it, the buyer or somebody else. */
  userId: id,
});

const releaseRule = z.discriminatedUnion('kind', [
  /** A wall-clock moment in an IANA zone, with the instant it means. */
  z.object({ kind: z.literal('AT'), local: z.string(), zone: z.string(), instant }),
  /** Calendar days in the zone: 24 hours each, but 23 or 25 where daylight saving time changes. */
  z.object({ kind: z.literal('DAYS_AFTER_ENROLLMENT'), days: z.int(), zone: z.string() }),
  z.object({ kind: z.literal('AFTER_LESSON'), lessonId: id }),
]);

/** The whole published shape of a course's curriculum, so that nobody has to ask. `revision` only grows. */
const curriculumFacts = z.object({
  courseId: id,
  organisationId: id.nullable(),
  revision: z.int(),
  sections: z.array(
    z.object({
      sectionId: id,
      title: z.string(),
      lessons: z.array(
        z.object({
          lessonId: id,
          title: z.string(),
          kind: z.enum(['ARTICLE', 'VIDEO', 'FILE', 'LIVE', 'QUIZ', 'CODE']),
          isRequired: z.boolean(),
          isPreview: z.boolean(),
          hasContent: z.boolean(),
          /** What it shows: an asset, a quiz; null in an article, and where there is nothing yet. */
          contentId: id.nullable().default(null),
          durationSeconds: z.number(),
          releaseRules: z.array(releaseRule),
        }),
      ),
    }),
  ),
});

const entitlementFacts = z.object({
  entitlementId: id,
  userId: id,
  courseId: id,
  organisationId: id.nullable(),
  source: z.enum(['FREE', 'ORDER', 'SUBSCRIPTION', 'SEAT', 'GIFT', 'ADMIN']),
  /** Null is without end. */
  expiresAt: instant.nullable(),
});

const enrollmentFacts = z.object({
  enrollmentId: id,
  userId: id,
  courseId: id,
  runId: id.nullable(),
  organisationId: id.nullable(),
});

/** How what is played is encrypted: not at all, whole segments as they are delivered, or samples as they are packaged (`cbcs`). */
const mediaProtection = z.enum(['CLEAR', 'AES_128', 'CBCS']);

const liveSessionFacts = z.object({
  liveSessionId: id,
  lessonId: id,
  courseId: id,
  organisationId: id.nullable(),
});

/** What a finished transcode made. File names are relative to the prefix in the object store, which has no slash at its end. */
const transcodeResult = z.object({
  prefix: z.string(),
  /** Seconds. */
  duration: z.number(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Frames per second. */
  frameRate: z.number().nullable(),
  hasAudio: z.boolean(),
  hasVideo: z.boolean(),
  renditions: z.array(
    z.object({
      name: z.string(),
      width: z.int(),
      height: z.int(),
      /** Bits per second at most, as the manifests say. */
      bandwidth: z.int(),
      /** RFC 6381. */
      codecs: z.string(),
      bytes: z.int(),
    }),
  ),
  /** The multivariant playlist. */
  hls: z.string(),
  dash: z.string(),
  poster: z.string().nullable(),
  /** A WebVTT file that names the pictures. */
  storyboard: z.string().nullable(),
  waveform: z.string().nullable(),
  audioOnly: z.string().nullable(),
});

/** Every event of the house: its version and the shape of its payload. Ids and facts, past tense, never personal data. */
export const catalog = {
  'user.registered': { version: 1, shape: z.object({ userId: id, registeredAt: instant.optional() }) },
  /** How a person is reached has changed, or is known at last. `contact` is sealed: see kit/identity/contact.ts. */
  'user.changed': { version: 1, shape: z.object({ userId: id, version: z.int(), contact: z.string() }) },
  'user.erased': { version: 1, shape: z.object({ userId: id }) },
  'session.ended': { version: 1, shape: z.object({ sessionId: id, userId: id }) },
  'course.changed': { version: 1, shape: courseFacts },
  /** A place in the catalogue's tree is new, or lies elsewhere. What is below moves with it. */
  'category.changed': {
    version: 1,
    shape: z.object({
      categoryId: id,
      version: z.int(),
      parentId: id.nullable(),
      organisationId: id.nullable(),
    }),
  },
  /** A course came into the catalogue: the first time, at `publishedAt`, or again. `version` is the course's own as it is there. */
  'course.published': {
    version: 1,
    shape: z.object({
      courseId: id,
      organisationId: id.nullable(),
      version: z.int().default(0),
      publishedAt: instant.optional(),
    }),
  },
  'course.archived': { version: 1, shape: z.object({ courseId: id, organisationId: id.nullable() }) },
  'review.posted': { version: 1, shape: z.object({ reviewId: id, courseId: id, authorId: id, stars: z.int() }) },
  /** Somebody who teaches the course answered a review, or said it in other words. */
  'review.replied': {
    version: 1,
    shape: z.object({ reviewId: id, courseId: id, authorId: id, replierId: id }),
  },
  'curriculum.published': { version: 1, shape: curriculumFacts },
  'enrollment.started': { version: 1, shape: enrollmentFacts.extend({ startedAt: instant }) },
  'enrollment.ended': {
    version: 1,
    shape: enrollmentFacts.extend({ startedAt: instant, endedAt: instant, reason: z.string() }),
  },
  /** Somebody who waited got a seat: `enrollment.started` says the same of everyone. */
  'waitlist.promoted': {
    version: 1,
    shape: z.object({ userId: id, courseId: id, runId: id, organisationId: id.nullable(), promotedAt: instant }),
  },
  'lesson.completed': { version: 1, shape: z.object({ userId: id, courseId: id, lessonId: id, completedAt: instant }) },
  'course.completed': {
    version: 1,
    shape: z.object({ userId: id, courseId: id, enrollmentId: id, completedAt: instant }),
  },
  'media.uploaded': {
    version: 1,
    shape: z.object({
      assetId: id,
      versionId: id,
      ownerId: id,
      organisationId: id.nullable(),
      kind: z.enum(['VIDEO', 'AUDIO']),
      /** Where the object store has the source. */
      objectKey: z.string(),
      bytes: z.int(),
      contentType: z.string(),
      protection: mediaProtection.default('CLEAR'),
    }),
  },
  /** What a player has shown since it last said; ranges in seconds of the video. Nobody has checked yet what they are worth. */
  'playback.watched': {
    version: 1,
    shape: z.object({
      userId: id,
      courseId: id,
      lessonId: id,
      assetId: id,
      /** The player session, which began at `startedAt`. */
      sessionId: id,
      startedAt: instant,
      watchedAt: instant,
      ranges: z.array(z.object({ from: z.number(), to: z.number() })),
    }),
  },
  /** A live session was announced, or moved. `duration` in seconds. */
  'live.scheduled': { version: 1, shape: liveSessionFacts.extend({ scheduledAt: instant, duration: z.number() }) },
  /** A live session begins soon: said once for each of a few times before, as it is scheduled then. */
  'live.reminded': { version: 1, shape: liveSessionFacts.extend({ scheduledAt: instant, minutesBefore: z.int() }) },
  'live.started': { version: 1, shape: liveSessionFacts },
  'live.ended': { version: 1, shape: liveSessionFacts },
  'live.cancelled': { version: 1, shape: liveSessionFacts },
  /** The money is there: whoever hands out what was bought does so now, and answers line by line. */
  'order.paid': { version: 1, shape: z.object({ orderId: id, userId: id, lines: z.array(orderLineFacts) }) },
  'order.line.fulfilled': {
    version: 1,
    shape: z.object({ orderId: id, lineId: id, entitlementId: id, enrollmentId: id.nullable() }),
  },
  'order.line.refused': {
    version: 1,
    shape: z.object({
      orderId: id,
      lineId: id,
      reason: z.enum(['COURSE_WITHDRAWN', 'COURSE_FULL', 'ALREADY_OWNED']),
    }),
  },
  /** The whole money of these lines went back: what they gave ends. */
  'order.refunded': {
    version: 1,
    shape: z.object({ orderId: id, refundId: id, userId: id, lines: z.array(orderLineFacts) }),
  },
  /** Somebody came with the code of a gift: it is theirs now. */
  'gift.redeemed': {
    version: 1,
    shape: z.object({ giftId: id, orderId: id, userId: id, lines: z.array(orderLineFacts) }),
  },
  /** It was not paid in time, or given up. */
  'order.expired': { version: 1, shape: z.object({ orderId: id, userId: id }) },
  /**
   * What a subscription opens to somebody, and until when: the newest version counts, and what is open closes by itself. Without
   * courses it is all of the seller's, the marketplace's where that is null.
   */
  'subscription.access.changed': {
    version: 1,
    shape: z.object({
      accessId: id,
      subscriptionId: id,
      userId: id,
      organisationId: id.nullable(),
      source: z.enum(['SUBSCRIPTION', 'SEAT']),
      courseIds: z.array(id).nullable(),
      version: z.int(),
      startsAt: instant,
      endsAt: instant,
    }),
  },
  'entitlement.granted': { version: 1, shape: entitlementFacts },
  'entitlement.revoked': { version: 1, shape: entitlementFacts },
  ...discussionEvents,
  /** A file came whole, and is what its kind says it is; told of each version. `contentType` by its bytes, `extension` by its name. */
  'media.checked': {
    version: 1,
    shape: z.object({
      assetId: id,
      versionId: id,
      organisationId: id.nullable(),
      contentType: z.string(),
      /** Without the dot, in small letters; empty where the name has none. */
      extension: z.string(),
    }),
  },
  'media.removed': { version: 1, shape: z.object({ assetId: id, organisationId: id.nullable() }) },
  'transcode.ended': {
    version: 1,
    shape: z.object({
      jobId: id,
      assetId: id,
      versionId: id,
      organisationId: id.nullable(),
      outcome: z.enum(['DONE', 'FAILED', 'CANCELLED']),
      /** A code of why it did not get done. */
      reason: z.string().nullable(),
      result: transcodeResult.nullable(),
    }),
  },
} as const;

export type EventName = keyof typeof catalog;
export type EventPayload<N extends EventName> = z.infer<(typeof catalog)[N]['shape']>;
export type CourseFacts = z.infer<typeof courseFacts>;
export type CurriculumFacts = z.infer<typeof curriculumFacts>;
export type MediaProtection = z.infer<typeof mediaProtection>;
export type TranscodeResult = z.infer<typeof transcodeResult>;
export type ReleaseRule = z.infer<typeof releaseRule>;

/** An event on its way. `id` is what makes a second delivery recognisable. */
export interface EventEnvelope<N extends EventName = EventName> {
  readonly id: string;
  readonly name: N;
  readonly version: number;
  readonly occurredAt: string;
  readonly payload: EventPayload<N>;
  /** Where the trace stood in which it happened, or was published (W3C Trace Context); absent where none was under way. */
  readonly traceparent?: string;
}

export const isEventName = (name: string): name is EventName => Object.hasOwn(catalog, name);
