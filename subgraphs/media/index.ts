import { serveObjects } from '../../kit/objects/serve-objects';
import { defineSubgraph } from '../../kit/subgraph/define';
import { assets } from './asset/asset.document';
import { onTranscodeEnded } from './asset/asset.events';
import { resolveAsset } from './asset/asset.reference';
import { AssetResolver } from './asset/asset.resolver';
import { removeObjects } from './asset/remove-objects.job';
import { courses } from './course/course.document';
import { onCourseChanged } from './course/course.events';
import { resolveCourse } from './course/course.ref';
import { CourseResolver } from './course/course.resolver';
import { completions, enrollments } from './enrollment/enrollment.document';
import { onEnrollmentEnded, onEnrollmentStarted, onLessonCompleted } from './enrollment/enrollment.events';
import { curricula, lessons } from './lesson/lesson.document';
import { onCurriculumPublished } from './lesson/lesson.events';
import { resolveLesson } from './lesson/lesson.ref';
import { attendances } from './live/live-attendance.document';
import { LiveCourseResolver, LiveLessonResolver } from './live/live-places.resolver';
import { liveSessions } from './live/live-session.document';
import { onAttendeeErased } from './live/live-session.events';
import { LiveAttendanceResolver, LiveSessionResolver } from './live/live-session.resolver';
import { resolveLiveSession } from './live/live-session.reference';
import { takes } from './live/ingest/live-take.document';
import { liveWindows } from './live/ingest/live-window.document';
import { makeRecording } from './live/recording/make-recording.job';
import { remindLive } from './live/remind-live.job';
import { tendLive } from './live/tend-live.job';
import { mediaErrors } from './media.errors';
import { mediaMetrics } from './media.metrics';
import { captions } from './caption/caption.document';
import { CaptionResolver } from './caption/caption.resolver';
import { PictureSizeResolver } from './picture/picture.resolver';
import { preparePicture } from './picture/prepare-picture.job';
import { usePlayback } from './playback/delivery.routes';
import { grants, holders } from './playback/grant.document';
import { onLearnerLeft, onSessionEnded, onViewerErased } from './playback/playback.events';
import { PlaybackResolver } from './playback/playback.resolver';
import { sweepPlayback } from './playback/sweep-playback.job';
import { seed } from './seed';
import { accesses } from './share/access.document';
import { shareCounts } from './share/share-counter';
import { shares } from './share/share.document';
import { onReaderErased } from './share/share.events';
import {
  AccessResolver,
  CourseFilesResolver,
  LessonFilesResolver,
  SharedAssetResolver,
  ShareResolver,
} from './share/share.resolver';
import { useShares } from './share/share.routes';
import { sweepShares } from './share/sweep-shares.job';
import { checkUpload } from './upload/check-upload.job';
import { usages } from './upload/quota';
import { sweepUploads } from './upload/sweep-uploads.job';
import { uploadParts } from './upload/upload-part.document';
import { uploads } from './upload/upload.document';
import { heldUploads } from './upload/upload.lock';
import { UploadResolver } from './upload/upload.resolver';
import { useUploads } from './upload/upload.routes';
import { onUserErased } from './user/user.events';
import { resolveUser } from './user/user.ref';
import { UserResolver } from './user/user.resolver';
import { AssetVersionsResolver, VersionResolver } from './version/version.resolver';
import { LessonResolver, PlayedAssetResolver, VideoResolver } from './video/video.resolver';
import { viewings } from './viewing/viewing.document';
import { ViewingResolver } from './viewing/viewing.resolver';

export const media = defineSubgraph({
  name: 'media',
  resolvers: [
    AssetResolver,
    UploadResolver,
    PictureSizeResolver,
    UserResolver,
    CourseResolver,
    LessonResolver,
    VideoResolver,
    PlayedAssetResolver,
    CaptionResolver,
    AssetVersionsResolver,
    VersionResolver,
    ShareResolver,
    AccessResolver,
    SharedAssetResolver,
    LessonFilesResolver,
    CourseFilesResolver,
    PlaybackResolver,
    ViewingResolver,
    LiveSessionResolver,
    LiveAttendanceResolver,
    LiveCourseResolver,
    LiveLessonResolver,
  ],
  references: {
    Asset: resolveAsset,
    User: resolveUser,
    Course: resolveCourse,
    Lesson: resolveLesson,
    LiveSession: resolveLiveSession,
  },
  entities: [],
  migrations: [],
  documents: {
    collections: [
      assets,
      uploads,
      uploadParts,
      heldUploads,
      usages,
      courses,
      lessons,
      curricula,
      enrollments,
      completions,
      captions,
      grants,
      holders,
      viewings,
      liveSessions,
      takes,
      liveWindows,
      attendances,
      shares,
      shareCounts,
      accesses,
    ],
    migrations: [],
  },
  emits: [
    'media.uploaded',
    'media.checked',
    'media.removed',
    'playback.watched',
    'live.scheduled',
    'live.reminded',
    'live.started',
    'live.ended',
    'live.cancelled',
  ],
  handlers: [
    onTranscodeEnded,
    onCourseChanged,
    onCurriculumPublished,
    onEnrollmentStarted,
    onEnrollmentEnded,
    onLessonCompleted,
    onUserErased,
    onSessionEnded,
    onLearnerLeft,
    onViewerErased,
    onAttendeeErased,
    onReaderErased,
  ],
  jobs: [
    checkUpload,
    preparePicture,
    removeObjects,
    sweepUploads,
    sweepPlayback,
    makeRecording,
    remindLive,
    tendLive,
    sweepShares,
  ],
  metrics: mediaMetrics,
  errors: mediaErrors,
  sensitive: ['Query.assets', 'Query.sharedDocuments'],
  seed,
  publicRoutes: (app, subgraph) => {
    useUploads(app, subgraph);
    usePlayback(app);
    useShares(app);
    serveObjects(app, subgraph.resources);
  },
});
