import type { Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { lessons, type Lesson } from './lesson.document';

/** Every read of lessons by key. */
export class LessonLoaders {
  /** As they are, for others to decide on. */
  readonly known: Loader<string, Lesson | null>;

  constructor(scope: Scope) {
    this.known = loadDocuments(scope, lessons, { accepts: isUuid });
  }
}
