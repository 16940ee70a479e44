import type { Loader } from '../../../kit/database/loaders';
import { loadDocuments } from '../../../kit/documents/loaders';
import { isUuid } from '../../../kit/scope/ids';
import type { Scope } from '../../../kit/scope/scope';
import { threads, type Thread } from './thread.document';
import { threadPolicy } from './thread.policy';

/** Every read of threads by key. */
export class ThreadLoaders {
  readonly visible: Loader<string, Thread | null>;

  constructor(scope: Scope) {
    this.visible = loadDocuments(scope, threads, { accepts: isUuid, policy: threadPolicy.see });
  }
}
