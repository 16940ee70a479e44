import { signedIn } from '../../../kit/identity/signed-in';
import { watch } from '../../../kit/live/watch';
import type { Scope } from '../../../kit/scope/scope';
import { NotificationLoaders } from './notification.loaders';
import { notificationTopic, type NotificationMessage } from './notification.topics';

/** What somebody hears while they look. */
export class NotificationLive {
  constructor(private readonly scope: Scope) {}

  /** The viewer's own notifications as they come. @throws UNAUTHENTICATED */
  received(): AsyncIterable<NotificationMessage> {
    const source = notificationTopic.subscribe(this.scope.live, signedIn(this.scope.viewer));
    return watch(source, async ({ notificationId }) => ((await this.sees(notificationId)) ? 'PASS' : 'SKIP'));
  }

  /** Loaders remember; a stream outlives what they remember. */
  private async sees(id: string): Promise<boolean> {
    return (await this.scope.as(this.scope.viewer).get(NotificationLoaders).visible.load(id)) !== null;
  }
}
