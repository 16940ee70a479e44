import { randomUUID } from 'node:crypto';
import { Viewer } from '../../../../kit/identity/viewer';
import { contentKey } from '../../../../kit/media/content-key';
import type { SubgraphTest } from '../../../../kit/testing/subgraph-test';
import { person } from '../../../../kit/testing/viewers';
import { Asset, assets } from '../../asset/asset.document';
import { AssetKind } from '../../asset/asset.kind';
import { AssetProtection } from '../../asset/asset.protection';
import { AssetState } from '../../asset/asset.states';
import { prefixOf, sourceKey, type Transcoded } from '../../asset/asset.version';
import { captions } from '../../caption/caption.document';
import { Course, courses } from '../../course/course.document';
import { enrollments } from '../../enrollment/enrollment.document';
import { Lesson, lessons } from '../../lesson/lesson.document';
import * as packaged from '../../packaging/testing/packaged';

/** The same session id is the same device. */
export function session(viewer: Viewer, sessionId: string = randomUUID()): Viewer {
  return new Viewer({ ...viewer.claims, sessionId });
}

export const someone = (organisations: readonly string[] = []): Viewer =>
  session(person(randomUUID(), { organisations }));

/** What the clear text of each segment is. */
export const segment = (path: string): Buffer => Buffer.from(`bytes of ${path} `.repeat(100));

export const vtt = 'WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n';
const storyboard = 'WEBVTT\n\n00:00.000 --> 00:05.000\nstoryboard-1.jpg#xywh=0,0,160,90\n';

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
  readonly assetId = randomUUID();
  readonly versionId = randomUUID();
  readonly captionId = randomUUID();
  readonly instructor: Viewer;

  private constructor(
    private readonly house: SubgraphTest,
    private readonly organisationId: string | null,
  ) {
    this.instructor = someone(organisationId ? [organisationId] : []);
  }

  static async make(house: SubgraphTest, given: Given = {}): Promise<World> {
    const world = new World(house, given.organisationId ?? null);
    await world.writeCourse(given);
    await world.writeAsset(given);
    await world.writeFiles(given.protection ?? AssetProtection.CLEAR);
    return world;
  }

  get prefix(): string {
    return `${prefixOf(this.assetId, this.versionId)}1`;
  }

  /** Someone who is enrolled, in a session of their own. */
  async learner(): Promise<Viewer> {
    const learner = someone(this.organisationId ? [this.organisationId] : []);
    await this.enroll(learner);
    return learner;
  }

  async enroll(learner: Viewer): Promise<string> {
    const _id = randomUUID();
    const { courseId, organisationId } = this;
    const facts = { _id, userId: learner.id!, courseId, organisationId, endedAt: null };
    await this.house
      .as()
      .documents.of(enrollments)
      .insertOne({ ...facts, startedAt: this.house.clock.now() });
    return _id;
  }

  /** As after a refund. */
  async leave(learner: Viewer): Promise<void> {
    const { courseId, organisationId } = this;
    const found = await this.house.as().documents.of(enrollments).findOne({ userId: learner.id!, courseId });
    const now = this.house.clock.now().toISOString();
    await this.house.deliver('enrollment.ended', {
      enrollmentId: found!._id,
      userId: learner.id!,
      courseId,
      organisationId,
      runId: null,
      startedAt: found!.startedAt.toISOString(),
      endedAt: now,
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
  }

  private async writeAsset({ protection = AssetProtection.CLEAR, state = AssetState.READY }: Given): Promise<void> {
    const { assetId, versionId, organisationId, instructor, house } = this;
    const now = house.clock.now();
    const version = {
      id: versionId,
      state,
      bytes: 1_000,
      contentType: 'video/mp4',
      checksum: null,
      objectKey: sourceKey(assetId, versionId),
      refusal: null,
      picture: null,
      pageCount: null,
      transcoded: state === AssetState.READY ? this.transcoded : null,
      createdAt: now,
      readyAt: now,
    };
    const asset = Object.assign(new Asset(), {
      _id: assetId,
      ownerId: instructor.id!,
      organisationId,
      kind: AssetKind.VIDEO,
      fileName: 'film.mp4',
      protection,
      state,
      versions: [version],
      currentVersionId: versionId,
      uses: [],
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    await house.as().documents.of(assets).insertOne(asset);
    const caption = { _id: this.captionId, assetId, language: 'en', name: 'English', isDefault: true, isShown: true };
    const objectKey = `media/${assetId}/captions/${this.captionId}.vtt`;
    await house
      .as()
      .documents.of(captions)
      .insertOne({ ...caption, objectKey });
    await house.as().objects.put(objectKey, Buffer.from(vtt), { contentType: 'text/vtt' });
  }

  private get transcoded(): Transcoded {
    return {
      jobId: randomUUID(),
      prefix: this.prefix,
      duration: 6,
      width: 640,
      height: 360,
      frameRate: 30,
      hasAudio: true,
      hasVideo: true,
      renditions: [
        { name: '180p', width: 320, height: 180, bandwidth: 255_797, codecs: 'avc1.f4000d,mp4a.40.2', bytes: 1_000 },
        { name: '360p', width: 640, height: 360, bandwidth: 300_463, codecs: 'avc1.f4001e,mp4a.40.2', bytes: 1_000 },
      ],
      hls: 'master.m3u8',
      dash: 'manifest.mpd',
      poster: 'poster.jpg',
      storyboard: 'storyboard.vtt',
      waveform: 'waveform.json',
      audioOnly: 'audio.m4a',
    };
  }

  private async writeFiles(protection: AssetProtection): Promise<void> {
    const { objects, secrets } = this.house.as();
    const isCbcs = protection === AssetProtection.CBCS;
    const list = isCbcs ? packaged.cbcsPlaylist : packaged.mediaPlaylist;
    const { id } = contentKey(secrets, this.versionId);
    const keyId = id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const dash = isCbcs
      ? packaged.cbcsManifest.replaceAll('00112233-4455-6677-8899-aabbccddeeff', keyId)
      : packaged.manifest;
    const texts: readonly (readonly [string, string, string])[] = [
      ['master.m3u8', packaged.multivariant, 'application/vnd.apple.mpegurl'],
      ['manifest.mpd', dash, 'application/dash+xml'],
      ...['v180', 'v360', 'a'].map(
        (folder) => [`${folder}/index.m3u8`, list, 'application/vnd.apple.mpegurl'] as const,
      ),
      ...['v180', 'v360'].map(
        (folder) => [`${folder}/iframe.m3u8`, packaged.iFramePlaylist, 'application/vnd.apple.mpegurl'] as const,
      ),
      ['storyboard.vtt', storyboard, 'text/vtt'],
      ['waveform.json', '[]', 'application/json'],
    ];
    const bytes = ['poster.jpg', 'storyboard-1.jpg', 'audio.m4a'].concat(
      ['v180', 'v360', 'a'].flatMap((folder) =>
        ['init.mp4', '00001.m4s', '00002.m4s'].map((file) => `${folder}/${file}`),
      ),
    );
    for (const [path, body, contentType] of texts)
      await objects.put(`${this.prefix}/${path}`, Buffer.from(body), { contentType });
    for (const path of bytes) await objects.put(`${this.prefix}/${path}`, segment(path), { contentType: typeOf(path) });
    await objects.put(sourceKey(this.assetId, this.versionId), Buffer.from('the source'), { contentType: 'video/mp4' });
  }
}

const typeOf = (path: string): string =>
  path.endsWith('.jpg') ? 'image/jpeg' : path.endsWith('.m4s') ? 'video/iso.segment' : 'video/mp4';
