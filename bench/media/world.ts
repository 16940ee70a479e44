import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEnvironment } from '../../cli/environment';
import { Platform } from '../../cli/platform';
import { step } from '../../cli/progress';
import { subgraphs } from '../../cli/subgraphs';
import { readConfig } from '../../kit/config/config';
import { Viewer } from '../../kit/identity/viewer';
import type { Scope } from '../../kit/scope/scope';
import { assetFactory } from '../../subgraphs/media/asset/asset.factory';
import { AssetKind } from '../../subgraphs/media/asset/asset.kind';
import { AssetProtection } from '../../subgraphs/media/asset/asset.protection';
import { Course, courses } from '../../subgraphs/media/course/course.document';
import { enrollments } from '../../subgraphs/media/enrollment/enrollment.document';
import { Lesson, lessons } from '../../subgraphs/media/lesson/lesson.document';
import { findTools, transcode, type TranscodeResult } from '../../subgraphs/transcoding/ffmpeg/index';
import { uploadAll } from '../../subgraphs/transcoding/worker/transfer';
import { openDatabases, type Databases } from '../measure/databases';
import { makeFilm } from '../measure/film';
import { tokenFor } from '../measure/tokens';

/** So many that each one's own grants of the last minute, which are counted at a start, are few. */
const learnerCount = 200;

/** What the peers serve, and who asks. */
export interface MediaWorld extends Databases {
  /** What the transcoder made: the same files are in the object store. */
  readonly packaged: string;
  readonly made: TranscodeResult;
  /** Lessons that show it, in clear and with encrypted segments. */
  readonly lessonIds: { readonly CLEAR: string; readonly AES_128: string };
  /** A lesson that is shown live. */
  readonly liveLessonId: string;
  /** Access tokens. */
  readonly learners: readonly string[];
  readonly instructor: string;
}

/** One course with the same film in two lessons, its teacher and its learners. `seconds` of film are packaged. */
export async function openMediaWorld(seconds: number): Promise<MediaWorld> {
  const databases = await openDatabases();
  try {
    const packaged = join(databases.folder, 'packaged');
    const made = await step(`${seconds} s of film`, () => packageFilm(databases.folder, packaged, seconds));
    const filled = await step('a course', () => fill(databases.settings, packaged, made));
    return { ...databases, ...filled, packaged, made };
  } catch (error) {
    await databases.close();
    throw error;
  }
}

async function packageFilm(folder: string, packaged: string, seconds: number): Promise<TranscodeResult> {
  const tools = await findTools();
  const source = makeFilm(tools, join(folder, 'source.mp4'), seconds);
  const made = await transcode(tools, source, packaged);
  rmSync(source);
  return made;
}

type Filled = Pick<MediaWorld, 'lessonIds' | 'liveLessonId' | 'learners' | 'instructor'>;

async function fill(settings: Databases['settings'], packaged: string, made: TranscodeResult): Promise<Filled> {
  const environment = await openEnvironment(readConfig(settings), { alone: true });
  const platform = await Platform.open(subgraphs, environment.house);
  try {
    const scope = platform.get('media').scope(Viewer.system);
    const [courseId, prefix, teacherId] = [randomUUID(), `media/${randomUUID()}/packaged`, randomUUID()];
    await uploadAll({ objects: scope.objects, signal: AbortSignal.timeout(600_000) }, packaged, prefix);
    const learnerIds = Array.from({ length: learnerCount }, () => randomUUID());
    await addCourse(scope, { courseId, teacherId, learnerIds });
    const film: Film = { courseId, teacherId, prefix, made };
    const lessonIds = {
      CLEAR: await addVideo(scope, film, AssetProtection.CLEAR),
      AES_128: await addVideo(scope, film, AssetProtection.AES_128),
    };
    const liveLessonId = await addLesson(scope, courseId, { kind: 'LIVE', title: 'Ask me', contentId: null });
    const users = platform.get('users').scope(Viewer.system);
    const instructor = await tokenFor(users, teacherId);
    return {
      lessonIds,
      liveLessonId,
      instructor,
      learners: await Promise.all(learnerIds.map((id) => tokenFor(users, id))),
    };
  } finally {
    await platform.stop();
    await environment.close();
  }
}

interface People {
  readonly courseId: string;
  readonly teacherId: string;
  readonly learnerIds: readonly string[];
}

async function addCourse(scope: Scope, { courseId, teacherId, learnerIds }: People): Promise<void> {
  const organisationId = null;
  const facts = { _id: courseId, organisationId, status: 'PUBLISHED', instructorIds: [teacherId], factsVersion: 1 };
  await scope.documents.of(courses).insertOne(Object.assign(new Course(), facts));
  const startedAt = scope.clock.now();
  for (const userId of learnerIds) {
    const enrollment = { _id: randomUUID(), userId, courseId, organisationId, startedAt, endedAt: null };
    await scope.documents.of(enrollments).insertOne(enrollment);
  }
}

interface Film {
  readonly courseId: string;
  readonly teacherId: string;
  readonly prefix: string;
  readonly made: TranscodeResult;
}

async function addVideo(
  scope: Scope,
  { courseId, teacherId: ownerId, prefix, made }: Film,
  protection: AssetProtection,
): Promise<string> {
  const version = { transcoded: { ...made, jobId: randomUUID(), prefix, renditions: [...made.renditions] } };
  const asset = await assetFactory(scope, { ownerId, kind: AssetKind.VIDEO, protection, version });
  return addLesson(scope, courseId, { kind: 'VIDEO', title: protection, contentId: asset._id });
}

async function addLesson(
  scope: Scope,
  courseId: string,
  shown: Pick<Lesson, 'kind' | 'title' | 'contentId'>,
): Promise<string> {
  const usual = { courseId, organisationId: null, isPreview: false, releaseRules: [] };
  const lesson = Object.assign(new Lesson(), { _id: randomUUID(), ...usual, ...shown });
  await scope.documents.of(lessons).insertOne(lesson);
  return lesson._id;
}
