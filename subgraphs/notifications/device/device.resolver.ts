import { Arg, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { pushKeys } from '../channel/push/push-keys';
import { isPushed } from '../channel/push/push-sender';
import { UserRef } from '../user/user.stub';
import {
  RegisterPushSubscriptionInput,
  RegisterPushSubscriptionPayload,
  RemovePushSubscriptionInput,
  RemovePushSubscriptionPayload,
} from './device.input';
import { DeviceLoaders } from './device.loaders';
import { DeviceService } from './device.service';
import { PushDevice } from './push-device.entity';

@Resolver(() => UserRef)
export class DeviceResolver {
  @Query(() => String, {
    nullable: true,
    description:
      'What a browser takes as `applicationServerKey` to subscribe to push messages (RFC 8292); null where none are sent.',
  })
  pushPublicKey(@Ctx() scope: Scope): string | null {
    return isPushed(scope.config) ? pushKeys(scope.secrets).publicKey : null;
  }

  @FieldResolver(() => [PushDevice], {
    nullable: true,
    description: 'Devices that show push messages to them, the newest first; null for anyone but them.',
  })
  @Directive('@authenticated')
  pushDevices(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<PushDevice[]> | null {
    return scope.viewer.is(id) ? scope.get(DeviceLoaders).of.load(id) : null;
  }

  @Mutation(() => RegisterPushSubscriptionPayload, {
    description: 'Shows push messages on this device; you have 20 at most, of more the oldest go.',
  })
  async registerPushSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => RegisterPushSubscriptionInput, { description: 'What the browser subscribed to.' })
    input: RegisterPushSubscriptionInput,
  ): Promise<RegisterPushSubscriptionPayload> {
    return { user: UserRef.of(await scope.get(DeviceService).register(input)) };
  }

  @Mutation(() => RemovePushSubscriptionPayload, { description: 'Shows no push messages on a device any more.' })
  async removePushSubscription(
    @Ctx() scope: Scope,
    @Arg('input', () => RemovePushSubscriptionInput, { description: 'Which device.' })
    input: RemovePushSubscriptionInput,
  ): Promise<RemovePushSubscriptionPayload> {
    return { user: UserRef.of(await scope.get(DeviceService).remove(input)) };
  }
}
