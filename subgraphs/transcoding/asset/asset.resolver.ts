import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import { TranscodeJob } from '../job/transcode-job.entity';
import { TranscodeJobLoaders } from '../job/transcode-job.loaders';
import { AssetRef } from './asset.stub';

@Resolver(() => AssetRef)
export class AssetResolver {
  @FieldResolver(() => TranscodeJob, {
    nullable: true,
    description:
      'How its newest version is prepared for players, where the viewer may see that; null of what is played by nobody.',
  })
  async transcodeJob(@Ctx() scope: Scope, @Root() asset: AssetRef): Promise<TranscodeJob | null> {
    const [newest] = await scope.get(TranscodeJobLoaders).ofAsset.load(asset.id);
    return newest ?? null;
  }
}
