import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';
import type { Scope } from '../../../kit/scope/scope';
import { PictureSize } from './picture.type';
import { stableLifetime } from './picture.url';

@Resolver(() => PictureSize)
export class PictureSizeResolver {
  @FieldResolver(() => Url, { description: 'Where it is, for hours from now; ask again later.' })
  url(@Ctx() scope: Scope, @Root() { key }: PictureSize): Promise<string> {
    return scope.objects.signedUrl(key, { expiresIn: stableLifetime(scope.clock.now()) });
  }
}
