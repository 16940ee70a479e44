import type { Scope } from '../../../kit/scope/scope';
import { PictureLoaders } from './picture.loaders';
import { stableLifetime } from './picture.url';

/** Where the picture that was chosen to stand for a video is, for hours from now; null where none was. */
export async function chosenPosterUrl(scope: Scope, assetId: string): Promise<string | null> {
  const poster = await scope.get(PictureLoaders).poster.load(assetId);
  const chosen = poster?.sizes.findLast(({ format }) => format === 'JPEG');
  return chosen ? scope.objects.signedUrl(chosen.key, { expiresIn: stableLifetime(scope.clock.now()) }) : null;
}
