import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { signedIn } from '../../../kit/identity/signed-in';
import type { Scope } from '../../../kit/scope/scope';
import { PictureLoaders } from '../picture/picture.loaders';
import { Picture } from '../picture/picture.type';
import { PictureUse } from '../picture/picture.use';
import { SetAvatarInput, SetAvatarPayload } from './user.input';
import { UserRef } from './user.ref';

/** What media adds to a person. */
@Resolver(() => UserRef)
export class UserResolver {
  @Mutation(() => SetAvatarPayload, { description: 'Says which picture others see of you.' })
  async setAvatar(
    @Ctx() scope: Scope,
    @Arg('input', () => SetAvatarInput, { description: 'The picture.' }) { assetId }: SetAvatarInput,
  ): Promise<SetAvatarPayload> {
    const id = signedIn(scope.viewer);
    await scope.transaction((tx) => tx.get(PictureUse).set({ as: 'AVATAR', id }, assetId ?? null, null));
    return { user: UserRef.of(id) };
  }

  @FieldResolver(() => Picture, { nullable: true, description: 'Their picture; null without one.' })
  avatar(@Ctx() scope: Scope, @Root() { id }: UserRef): Promise<Picture | null> {
    return scope.get(PictureLoaders).avatar.load(id);
  }
}
