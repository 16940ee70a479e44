import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import { AssetKind } from '../asset/asset.kind';

/** What the content of a kind may be. A FILE may be anything: it is only ever downloaded. */
const accepted: Readonly<Record<Exclude<AssetKind, AssetKind.FILE>, ReadonlySet<string>>> = {
  VIDEO: new Set([
    'video/mp4',
    'video/x-m4v',
    'video/quicktime',
    'video/webm',
    'video/matroska',
    'video/x-matroska',
    'video/vnd.avi',
    'video/mp2t',
    'video/3gpp',
  ]),
  AUDIO: new Set([
    'audio/mpeg',
    'audio/mp4',
    'audio/x-m4a',
    'audio/aac',
    'audio/wav',
    'audio/flac',
    'audio/x-flac',
    'audio/ogg',
    'audio/opus',
    'audio/ogg; codecs=opus',
  ]),
  IMAGE: new Set(['image/jpeg', 'image/png', 'image/apng', 'image/webp', 'image/avif', 'image/gif']),
  PDF: new Set(['application/pdf']),
};
const unknown = 'application/octet-stream';

/** The media type of a file, if one of its kind may have it; null where it may not. Names and claims count for nothing. */
export function acceptedType(kind: AssetKind, detected: string | undefined): string | null {
  if (kind === AssetKind.FILE) return detected ?? unknown;
  return detected !== undefined && accepted[kind].has(detected) ? detected : null;
}

/** Media type by content; undefined where it is none that is known. */
export async function typeOfFile(file: string): Promise<string | undefined> {
  return (await fileTypeFromFile(file))?.mime;
}

/** Bytes of a file's start that are more than any type needs. */
export const startBytes = 1_000_000;

/** As `typeOfFile`, of the bytes that a file begins with. */
export async function typeOfStart(bytes: Uint8Array): Promise<string | undefined> {
  return (await fileTypeFromBuffer(bytes))?.mime;
}
