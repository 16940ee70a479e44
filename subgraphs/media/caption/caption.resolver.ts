import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Url } from '../../../kit/graphql/scalars';
import { dispositionOf } from '../../../kit/objects/disposition';
import type { Scope } from '../../../kit/scope/scope';
import { AssetLoaders } from '../asset/asset.loaders';
import { Caption } from './caption.document';
import {
  AddCaptionsInput,
  AddCaptionsPayload,
  RemoveCaptionsInput,
  RemoveCaptionsPayload,
  UpdateCaptionsInput,
  UpdateCaptionsPayload,
} from './caption.input';
import { CaptionService } from './caption.service';

/** Seconds for which a download may be begun. */
const downloadLifetime = 600;

@Resolver(() => Caption)
export class CaptionResolver {
  @Mutation(() => AddCaptionsPayload, {
    description:
      'Puts captions beside a video, or beside sound: WebVTT or SRT, kept as WebVTT without what browsers run.',
  })
  addCaptions(
    @Ctx() scope: Scope,
    @Arg('input', () => AddCaptionsInput, { description: 'The captions.' }) input: AddCaptionsInput,
  ): Promise<AddCaptionsPayload> {
    return scope.get(CaptionService).add(input);
  }

  @Mutation(() => UpdateCaptionsPayload, { description: 'Changes captions, also while they are shown.' })
  updateCaptions(
    @Ctx() scope: Scope,
    @Arg('input', () => UpdateCaptionsInput, { description: 'What changes.' }) input: UpdateCaptionsInput,
  ): Promise<UpdateCaptionsPayload> {
    return scope.get(CaptionService).update(input);
  }

  @Mutation(() => RemoveCaptionsPayload, { description: 'Takes captions away.' })
  async removeCaptions(
    @Ctx() scope: Scope,
    @Arg('input', () => RemoveCaptionsInput, { description: 'Which.' }) input: RemoveCaptionsInput,
  ): Promise<RemoveCaptionsPayload> {
    return { removedCaptionsId: input.id, asset: await scope.get(CaptionService).remove(input) };
  }

  @FieldResolver(() => Url, {
    nullable: true,
    description: 'Where the WebVTT file can be downloaded for ten minutes; null for who may not change them.',
  })
  async downloadUrl(@Ctx() scope: Scope, @Root() { assetId, objectKey, language }: Caption): Promise<string | null> {
    if (!(await scope.get(AssetLoaders).visible.load(assetId))) return null;
    const disposition = dispositionOf('attachment', `captions-${language}.vtt`);
    return scope.objects.signedUrl(objectKey, { expiresIn: downloadLifetime, disposition });
  }
}
