import { loadDocuments } from '../../../kit/documents/loaders';
import type { Loader } from '../../../kit/database/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { playPolicy } from '../access/play.policy';
import { lessons, type Lesson } from './lesson.document';

/** Every read of lessons by key. */
export class LessonLoaders {
  /** What the viewer may play, or download, now. */
  readonly playable: Loader<string, Lesson | null>;

  constructor(scope: Scope) {
    this.playable = loadDocuments(scope, lessons, { accepts: isUuid, policy: playPolicy.play });
  }
}
