import { documentPage } from '../../../kit/documents/page';
import { kitErrors } from '../../../kit/errors/kit-errors';
import { emit } from '../../../kit/events/emit';
import type { Page } from '../../../kit/graphql/connection';
import type { PageArgs } from '../../../kit/graphql/page.args';
import { signedIn } from '../../../kit/identity/signed-in';
import { watch } from '../../../kit/live/watch';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { secretHash } from '../../../kit/identity/secret-hash';
import { courses, type Course } from '../course/course.document';
import { coursePolicy } from '../course/course.policy';
import { lessons, type Lesson } from '../lesson/lesson.document';
import { mediaErrors } from '../media.errors';
import { LiveIngests } from './ingest/live-ingest';
import { RecordingService } from './recording/recording.service';
import { attendances, type LiveAttendance } from './live-attendance.document';
import { nextReminder } from './live-reminder';
import { LiveSession, liveSessions } from './live-session.document';
import type { RescheduleLiveSessionInput, ScheduleLiveSessionInput } from './live-session.input';
import { liveSessionTopic, type LiveSessionMessage } from './live-session.live';
import { LiveSessionLoaders } from './live-session.loaders';
import { LiveSessionState } from './live-session.states';
import { factsOf, LiveSessionStore } from './live-session.store';

/** What an encoder needs; the key is shown once. */
export interface Ingest {
  readonly session: LiveSession;
  readonly ingestUrl: string;
  readonly streamKey: string;
}

/** Days for which a session may be announced. */
const furthest = 366;

/** What instructors do with live sessions. */
export class LiveSessionService {
  constructor(private readonly scope: Scope) {}

  /** @throws UNAUTHENTICATED, NOT_FOUND, BAD_INPUT, NOT_A_LIVE_LESSON, LIVE_SESSION_EXISTS */
  async schedule({ lessonId, title, scheduledAt, duration }: ScheduleLiveSessionInput): Promise<LiveSession> {
    signedIn(this.scope.viewer);
    return this.scope.transaction(async (tx) => {
      const { lesson, course } = await editedLesson(tx, lessonId);
      if (lesson.kind !== 'LIVE') throw mediaErrors.NOT_A_LIVE_LESSON();
      demandPlan(tx, scheduledAt, duration);
      const known = await tx.documents.of(liveSessions).findOne({ lessonId, isOpen: true });
      if (known) throw mediaErrors.LIVE_SESSION_EXISTS({ id: known._id });
      const session = newSession(tx, { lesson, course, title: title ?? lesson.title, scheduledAt, duration });
      await tx.documents.of(liveSessions).insertOne(session);
      await emit(tx, 'live.scheduled', { ...factsOf(session), scheduledAt: scheduledAt.toISOString(), duration });
      return session;
    });
  }

  /** Old reminders are off: each is looked up when it is due. @throws as `schedule`, LIVE_SESSION_STATE */
  reschedule({ id, ...changed }: RescheduleLiveSessionInput): Promise<LiveSession> {
    return this.change(id, LiveSessionState.SCHEDULED, async (tx, session) => {
      const { scheduledAt } = changed;
      const duration = changed.duration ?? session.duration;
      demandPlan(tx, scheduledAt, duration);
      const remindAt = nextReminder(scheduledAt, tx.clock.now());
      Object.assign(session, { scheduledAt, duration, remindAt, title: changed.title ?? session.title });
      await emit(tx, 'live.scheduled', { ...factsOf(session), scheduledAt: scheduledAt.toISOString(), duration });
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, LIVE_SESSION_STATE */
  cancel(id: string): Promise<LiveSession> {
    return this.change(id, LiveSessionState.SCHEDULED, async (tx, session) => {
      session.become(LiveSessionState.CANCELLED);
      Object.assign(session, { endedAt: tx.clock.now(), remindAt: null });
      await emit(tx, 'live.cancelled', factsOf(session));
    });
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, LIVE_SESSION_STATE */
  async start(id: string): Promise<Ingest> {
    const streamKey = this.scope.ids.secret();
    const session = await this.change(id, LiveSessionState.SCHEDULED, async (tx, found) => {
      found.become(LiveSessionState.LIVE);
      Object.assign(found, { startedAt: tx.clock.now(), remindAt: null, streamKeyHash: secretHash(streamKey) });
      await emit(tx, 'live.started', factsOf(found));
    });
    return { session, streamKey, ingestUrl: await this.ingest.open(session._id) };
  }

  /** Another key; who sends under the old one is cut off. @throws UNAUTHENTICATED, NOT_FOUND, LIVE_SESSION_STATE */
  async rotateKey(id: string): Promise<Ingest> {
    const streamKey = this.scope.ids.secret();
    const session = await this.change(id, LiveSessionState.LIVE, (_tx, found) => {
      found.streamKeyHash = secretHash(streamKey);
    });
    return { session, streamKey, ingestUrl: await this.ingest.open(session._id) };
  }

  /** @throws UNAUTHENTICATED, NOT_FOUND, LIVE_SESSION_STATE */
  async end(id: string): Promise<LiveSession> {
    const session = await this.scope.transaction(async (tx) => {
      const found = await tx.get(LiveSessionStore).managed(id, LiveSessionState.LIVE);
      await tx.get(LiveSessionStore).end(found);
      await tx.get(RecordingService).beginIfWhole(found);
      return found;
    });
    await this.ingest.close(session._id);
    return session;
  }

  /** A course's sessions, the earliest first; none for whoever may not see them. @throws BAD_CURSOR */
  async page(courseId: string, args: PageArgs): Promise<Page<LiveSession>> {
    const probe = Object.assign(new LiveSession(), { courseId, organisationId: null });
    const course = await this.scope.documents.of(courses).findOne({ _id: courseId });
    const isSeen = course !== null && (await this.scope.get(LiveSessionLoaders).sees(probe));
    // An id that nobody has stands for nothing at all.
    const filter = { courseId: isSeen ? courseId : '' };
    const order = { by: 'scheduledAt', direction: 'ASC' } as const;
    return documentPage(this.scope, { name: 'liveSessions', collection: liveSessions, filter, order }, args);
  }

  /** Who watched, for who runs the session; null for everyone else. */
  async attendance(session: LiveSession, args: PageArgs): Promise<Page<LiveAttendance> | null> {
    if (!(await this.scope.get(LiveSessionLoaders).managed.load(session._id))) return null;
    const filter = { liveSessionId: session._id };
    const order = { by: '_id', direction: 'ASC' } as const;
    return documentPage(this.scope, { name: 'liveAttendance', collection: attendances, filter, order }, args);
  }

  /** Changes of a session until it is hidden. @throws NOT_FOUND */
  async changes(id: string): Promise<AsyncIterable<LiveSessionMessage>> {
    if (!(await this.isVisible(id))) throw kitErrors.NOT_FOUND({ thing: 'live session' });
    const source = liveSessionTopic.subscribe(this.scope.live, id);
    return watch(source, async () => ((await this.isVisible(id)) ? 'PASS' : 'END'));
  }

  private async isVisible(id: string): Promise<boolean> {
    return (await this.scope.as(this.scope.viewer).get(LiveSessionLoaders).visible.load(id)) !== null;
  }

  private change(
    id: string,
    state: LiveSessionState,
    work: (tx: Scope, session: LiveSession) => Promise<void> | void,
  ): Promise<LiveSession> {
    return this.scope.transaction(async (tx) => {
      const session = await tx.get(LiveSessionStore).managed(id, state);
      await work(tx, session);
      await tx.get(LiveSessionStore).save(session);
      return session;
    });
  }

  private get ingest(): LiveIngests['current'] {
    return this.scope.shared(LiveIngests).current;
  }
}

async function editedLesson(tx: Scope, lessonId: string): Promise<{ lesson: Lesson; course: Course }> {
  const lesson = isUuid(lessonId) ? await tx.documents.of(lessons).findOne({ _id: lessonId }) : null;
  const found = lesson && (await tx.documents.of(courses).findOne({ _id: lesson.courseId }));
  const [course] = found ? await coursePolicy.edit(tx, [found]) : [];
  if (!lesson || !course) throw kitErrors.NOT_FOUND({ thing: 'lesson' });
  return { lesson, course };
}

function demandPlan({ clock, config }: Scope, scheduledAt: Date, duration: number): void {
  const wait = Number(scheduledAt) - Number(clock.now());
  if (wait < 0) throw kitErrors.BAD_INPUT({ fields: { 'input.scheduledAt': 'Choose a time to come.' } });
  if (wait > furthest * 86_400_000)
    throw kitErrors.BAD_INPUT({ fields: { 'input.scheduledAt': `Choose a time within ${furthest} days.` } });
  if (duration < 60 || duration > config.LIVE_MAX_SECONDS)
    throw kitErrors.BAD_INPUT({ fields: { 'input.duration': `From 60 to ${config.LIVE_MAX_SECONDS} seconds.` } });
}

interface Plan {
  readonly lesson: Lesson;
  readonly course: Course;
  readonly title: string;
  readonly scheduledAt: Date;
  readonly duration: number;
}

function newSession(tx: Scope, { lesson, course, title, scheduledAt, duration }: Plan): LiveSession {
  return Object.assign(new LiveSession(), {
    _id: tx.ids.next(),
    organisationId: course.organisationId,
    courseId: course._id,
    lessonId: lesson._id,
    instructorId: signedIn(tx.viewer),
    title,
    scheduledAt,
    duration,
    state: LiveSessionState.SCHEDULED,
    isOpen: true,
    takes: 0,
    streamKeyHash: null,
    remindAt: nextReminder(scheduledAt, tx.clock.now()),
    recording: null,
    isToRecord: false,
    clearAt: null,
    startedAt: null,
    endedAt: null,
  });
}
