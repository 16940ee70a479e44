import type { ReferenceResolver } from '../../../kit/subgraph/define';
import type { Notification } from './notification.entity';
import { NotificationLoaders } from './notification.loaders';

/** How references become notifications; the policy is in the loader, so there is no way around it. */
export const resolveNotification: ReferenceResolver<Notification> = (scope, { id }) =>
  scope.get(NotificationLoaders).visible.load(id);
