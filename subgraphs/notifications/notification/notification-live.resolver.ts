import { Ctx, Directive, Resolver, Root, Subscription } from 'type-graphql';
import { Live } from '../../../kit/graphql/live-directive';
import { liveSource } from '../../../kit/graphql/live-source';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { UserRef } from '../user/user.stub';
import { NotificationReceived } from './notification.input';
import { NotificationLive } from './notification.live';
import { NotificationLoaders } from './notification.loaders';
import type { NotificationMessage } from './notification.topics';

@Resolver()
export class NotificationLiveResolver {
  @Subscription(() => NotificationReceived, {
    nullable: true,
    subscribe: liveSource((scope) => scope.get(NotificationLive).received()),
    description: 'Your notifications, each as it comes.',
  })
  @Directive('@authenticated')
  @Live({ overflow: 'DROP_OLDEST' })
  async notificationReceived(
    @Ctx() scope: Scope,
    @Root() { notificationId }: NotificationMessage,
  ): Promise<NotificationReceived | null> {
    const notification = await scope.get(NotificationLoaders).visible.load(notificationId);
    return notification ? { notification, user: UserRef.of(signedIn(scope.viewer)) } : null;
  }
}
