import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Announcement } from './announcement.entity';
import { announcementPolicy } from './announcement.policy';

/** Every read of announcements by key. */
export class AnnouncementLoaders {
  readonly visible: Loader<string, Announcement | null>;
  /** Without a policy: for the words of a notification, which has one of its own. */
  readonly facts: Loader<string, Announcement | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Announcement, 'id', announcementPolicy.see);
    this.facts = loadByKey(scope, Announcement, 'id');
  }
}
