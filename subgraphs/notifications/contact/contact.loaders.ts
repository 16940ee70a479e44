import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { KnownContact } from './known-contact.entity';

/** Every read of contacts by key. */
export class ContactLoaders {
  /** Without a policy: to write to this very person. */
  readonly of: Loader<string, KnownContact | null>;

  constructor(scope: Scope) {
    this.of = loadByKey(scope, KnownContact, 'userId');
  }
}
