import { randomUUID } from 'node:crypto';
import type { Viewer } from '../../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../../kit/testing/subgraph-test';
import { Course, courses } from '../../course/course.document';
import { enrollments } from '../../enrollment/enrollment.document';
import { Lesson, lessons } from '../../lesson/lesson.document';
import { someone } from '../../playback/testing/world';
import { liveSessions, type LiveSession } from '../live-session.document';
import { LiveSessionService, type Ingest } from '../live-session.service';

interface Given {
  readonly organisationId?: string | null;
  readonly kind?: Lesson['kind'];
  readonly isPreview?: boolean;
  readonly releaseRules?: Lesson['releaseRules'];
}

/** A published course with one lesson of kind LIVE. */
export class LiveWorld {
  readonly courseId = randomUUID();
  readonly lessonId = randomUUID();

  private constructor(
    private readonly house: SubgraphTest,
    readonly instructor: Viewer,
    private readonly organisationId: string | null,
  ) {}

  static async make(house: SubgraphTest, given: Given = {}): Promise<LiveWorld> {
    const { organisationId = null, kind = 'LIVE', isPreview = false, releaseRules = [] } = given;
    const instructor = someone(organisationId ? [organisationId] : []);
    const world = new LiveWorld(house, instructor, organisationId);
    const { courseId, lessonId: _id } = world;
    const course = { organisationId, status: 'PUBLISHED', instructorIds: [instructor.id!], factsVersion: 1 };
    await house
      .as()
      .documents.of(courses)
      .insertOne(Object.assign(new Course(), { _id: courseId, ...course }));
    const lesson = { _id, courseId, organisationId, title: 'Ask me', kind, isPreview, contentId: null, releaseRules };
    await house.as().documents.of(lessons).insertOne(Object.assign(new Lesson(), lesson));
    return world;
  }

  async learner(): Promise<Viewer> {
    const { courseId, organisationId, house } = this;
    const learner = someone(organisationId ? [organisationId] : []);
    const facts = { _id: randomUUID(), userId: learner.id!, courseId, organisationId, endedAt: null };
    await house
      .as()
      .documents.of(enrollments)
      .insertOne({ ...facts, startedAt: house.clock.now() });
    return learner;
  }

  service(viewer: Viewer = this.instructor): LiveSessionService {
    return this.house.as(viewer).get(LiveSessionService);
  }

  /** @param inSeconds until it begins */
  schedule(inSeconds = 86_400 * 3, viewer: Viewer = this.instructor): Promise<LiveSession> {
    const scheduledAt = new Date(Number(this.house.clock.now()) + inSeconds * 1_000);
    return this.service(viewer).schedule({ lessonId: this.lessonId, scheduledAt, duration: 3_600 });
  }

  async start(): Promise<Ingest> {
    return this.service().start((await this.schedule())._id);
  }

  async stored(_id: string): Promise<LiveSession> {
    return (await this.house.as().documents.of(liveSessions).findOne({ _id }))!;
  }
}
