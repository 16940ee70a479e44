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
import { mediaErrors } from './media.errors';
import { PictureSizeResolver } from './picture/picture.resolver';
import { preparePicture } from './picture/prepare-picture.job';
import { checkUpload } from './upload/check-upload.job';
import { usages } from './upload/quota';
import { sweepUploads } from './upload/sweep-uploads.job';
import { uploads } from './upload/upload.document';
import { UploadResolver } from './upload/upload.resolver';
import { useUploads } from './upload/upload.routes';
import { onUserErased } from './user/user.events';
import { resolveUser } from './user/user.ref';
import { UserResolver } from './user/user.resolver';
import { LessonResolver, VideoResolver } from './video/video.resolver';

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
  ],
  references: { Asset: resolveAsset, User: resolveUser, Course: resolveCourse, Lesson: resolveLesson },
  entities: [],
  migrations: [],
  documents: {
    collections: [assets, uploads, usages, courses, lessons, curricula, enrollments, completions],
    migrations: [],
  },
  emits: ['media.uploaded', 'media.removed'],
  handlers: [
    onTranscodeEnded,
    onCourseChanged,
    onCurriculumPublished,
    onEnrollmentStarted,
    onEnrollmentEnded,
    onLessonCompleted,
    onUserErased,
  ],
  jobs: [checkUpload, preparePicture, removeObjects, sweepUploads],
  errors: mediaErrors,
  sensitive: ['Query.assets'],
  publicRoutes: (app, subgraph) => {
    useUploads(app, subgraph);
    serveObjects(app, subgraph.resources);
  },
});
