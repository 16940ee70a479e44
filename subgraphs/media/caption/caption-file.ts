import { buffer } from 'node:stream/consumers';
import { kitErrors } from '../../../kit/errors/kit-errors';
import type { Scope } from '../../../kit/scope/scope';
import { AssetKind } from '../asset/asset.kind';
import { assetPolicy } from '../asset/asset.policy';
import { AssetState } from '../asset/asset.states';
import { AssetStore } from '../asset/asset.store';
import { prefixOfAsset } from '../asset/asset.version';
import { mediaErrors } from '../media.errors';
import { readCaptions } from '../packaging/captions';
import { CaptionError, captionLimits, type Captions } from '../packaging/cue';
import { writeWebVtt } from '../packaging/webvtt';
import type { CaptionFileInput } from './caption.input';

/** A WebVTT file as the house keeps it. */
export interface KeptCaptions {
  readonly objectKey: string;
  readonly cueCount: number;
  readonly leftOut: number;
}

/** Problems that one refusal names. */
const mostProblems = 100;

/**
 * Reads what was sent, makes it safe, and keeps it under a key of its own.
 * @throws BAD_INPUT, CAPTIONS_UNUSABLE, and as for assets where a file is named
 */
export async function keepCaptions(scope: Scope, assetId: string, sent: CaptionFileInput): Promise<KeptCaptions> {
  const { text = null, fileId = null, leaveOutProblems } = sent;
  if ((text === null) === (fileId === null))
    throw kitErrors.BAD_INPUT({ fields: { 'input.file': 'Give either the text or an upload.' } });
  const bytes = text === null ? await readFile(scope, fileId!) : Buffer.from(text);
  const { cues, problems } = read(bytes);
  if (problems.length > 0 && !leaveOutProblems)
    throw mediaErrors.CAPTIONS_UNUSABLE({ reason: 'PROBLEMS', problems: problems.slice(0, mostProblems) });
  const objectKey = `${prefixOfAsset(assetId)}captions/${scope.ids.next()}/captions.vtt`;
  await scope.objects.put(objectKey, Buffer.from(writeWebVtt(cues)), { contentType: 'text/vtt' });
  return { objectKey, cueCount: cues.length, leftOut: problems.length };
}

/** Each file is alone in its folder, which is what jobs take away. */
export const folderOf = (objectKey: string): string => objectKey.slice(0, objectKey.lastIndexOf('/') + 1);

function read(bytes: Uint8Array): Captions {
  try {
    return readCaptions(bytes);
  } catch (error) {
    if (!(error instanceof CaptionError)) throw error;
    throw mediaErrors.CAPTIONS_UNUSABLE({ reason: error.code, problems: [] });
  }
}

/** @throws NOT_FOUND, UNAUTHENTICATED, WRONG_KIND, ASSET_NOT_READY, CAPTIONS_UNUSABLE */
async function readFile(scope: Scope, fileId: string): Promise<Uint8Array> {
  const file = await scope.get(AssetStore).require(fileId, assetPolicy.edit);
  if (file.kind !== AssetKind.FILE) throw mediaErrors.WRONG_KIND({ kind: AssetKind.FILE });
  if (file.state !== AssetState.READY) throw mediaErrors.ASSET_NOT_READY();
  if (file.current.bytes > captionLimits.bytes)
    throw mediaErrors.CAPTIONS_UNUSABLE({ reason: 'TOO_LARGE', problems: [] });
  const found = await scope.objects.read(file.current.objectKey);
  if (!found) throw kitErrors.NOT_FOUND({ thing: 'file' });
  return buffer(found.stream);
}
