import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../../kit/identity/viewer';
import type { SubgraphTest } from '../../../../kit/testing/subgraph-test';
import { person } from '../../../../kit/testing/viewers';
import type { Asset } from '../../asset/asset.document';
import { assetFactory } from '../../asset/asset.factory';
import { AssetKind } from '../../asset/asset.kind';
import { AssetProtection } from '../../asset/asset.protection';
import { AssetState } from '../../asset/asset.states';
import { sourceKey } from '../../asset/asset.version';
import { captions, type Caption } from '../../caption/caption.document';
import { Course, courses } from '../../course/course.document';
import { enrollments } from '../../enrollment/enrollment.document';
import { Lesson, lessons } from '../../lesson/lesson.document';
import { transcodedOf, writePackaged } from './packaged-files';

/** The same session id is the same device. */
export function session(viewer: Viewer, sessionId: string = randomUUID()): Viewer {
  return new Viewer({ ...viewer.claims, sessionId });
}

export const someone = (organisations: readonly string[] = []): Viewer =>
  session(person(randomUUID(), { organisations }));

export const vtt = 'WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n';

interface Given {
  readonly protection?: AssetProtection;
  readonly organisationId?: string | null;
  readonly isPreview?: boolean;
  readonly state?: AssetState;
  readonly releaseRules?: Lesson['releaseRules'];
}

/** A course with one lesson that shows a video of six seconds, as packaged. */
export class World {
  readonly courseId = randomUUID();
  readonly lessonId = randomUUID();
  readonly captionId = randomUUID();

  private constructor(
    private readonly house: SubgraphTest,
    readonly instructor: Viewer,
    private readonly asset: Asset,
  ) {}

  static async make(house: SubgraphTest, given: Given = {}): Promise<World> {
    const { organisationId = null, state = AssetState.READY, protection = AssetProtection.CLEAR } = given;
    const instructor = someone(organisationId ? [organisationId] : []);
    const prefix = `media/${randomUUID()}/packaged`;
    const isReady = state === AssetState.READY;
    const version = isReady ? { transcoded: transcodedOf(prefix) } : {};
    const video = { ownerId: instructor.id!, organisationId, kind: AssetKind.VIDEO, protection, state, version };
    const asset = await assetFactory(house.as(), video);
    const world = new World(house, instructor, asset);
    if (isReady) await writePackaged(house.as(), { prefix, versionId: world.versionId, protection });
    await world.writeCourse(given);
    await world.writeCaption();
    return world;
  }

  get assetId(): string {
    return this.asset._id;
  }

  get versionId(): string {
    return this.asset.currentVersionId;
  }

  get prefix(): string {
    return this.asset.current.transcoded!.prefix;
  }

  private get organisationId(): string | null {
    return this.asset.organisationId;
  }

  /** Someone who is enrolled, in a session of their own. */
  async learner(): Promise<Viewer> {
    const learner = someone(this.organisationId ? [this.organisationId] : []);
    await this.enroll(learner);
    return learner;
  }

  async enroll(learner: Viewer): Promise<void> {
    const { courseId, organisationId } = this;
    const facts = { _id: randomUUID(), userId: learner.id!, courseId, organisationId, endedAt: null };
    await this.house
      .as()
      .documents.of(enrollments)
      .insertOne({ ...facts, startedAt: this.house.clock.now() });
  }

  /** As after a refund. */
  async leave(learner: Viewer): Promise<void> {
    const { courseId, organisationId, house } = this;
    const userId = learner.id!;
    const found = await house.as().documents.of(enrollments).findOne({ userId, courseId, endedAt: null });
    await house.deliver('enrollment.ended', {
      enrollmentId: found!._id,
      userId,
      courseId,
      organisationId,
      runId: null,
      startedAt: found!.startedAt.toISOString(),
      endedAt: house.clock.now().toISOString(),
      reason: 'REFUND',
    });
  }

  private async writeCourse({ isPreview = false, releaseRules = [] }: Given): Promise<void> {
    const { courseId, lessonId, assetId, organisationId, instructor, house } = this;
    const instructorIds = [instructor.id!];
    const course = { _id: courseId, organisationId, status: 'PUBLISHED', instructorIds, factsVersion: 1 };
    await house.as().documents.of(courses).insertOne(Object.assign(new Course(), course));
    const shown = { title: 'A lesson', kind: 'VIDEO', isPreview, contentId: assetId, releaseRules };
    const lesson = Object.assign(new Lesson(), { _id: lessonId, courseId, organisationId, ...shown });
    await house.as().documents.of(lessons).insertOne(lesson);
    const { objects } = house.as();
    await objects.put(sourceKey(assetId, this.versionId), Buffer.from('the source'), { contentType: 'video/mp4' });
  }

  private async writeCaption(): Promise<void> {
    const { assetId, captionId: _id, house } = this;
    const objectKey = `media/${assetId}/captions/${_id}.vtt`;
    const caption = { _id, assetId, language: 'en', name: 'English', isDefault: true, isShown: true, objectKey };
    await house
      .as()
      .documents.of(captions)
      .insertOne(caption as Caption);
    await house.as().objects.put(objectKey, Buffer.from(vtt), { contentType: 'text/vtt' });
  }
}
