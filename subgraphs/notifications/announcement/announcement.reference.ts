import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Announcement } from './announcement.entity';
import { AnnouncementLoaders } from './announcement.loaders';

/** How references become announcements; the policy is in the loader, so there is no way around it. */
export const resolveAnnouncement: ReferenceResolver<Announcement> = (scope, { id }) =>
  scope.get(AnnouncementLoaders).visible.load(id);
