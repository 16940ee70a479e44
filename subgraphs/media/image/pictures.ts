import sharp from 'sharp';
import { RefusalReason } from '../asset/asset.states';
import type { StoredPicture } from '../asset/asset.version';
import { sizesOf } from './sizes';
import { Unusable } from './unusable';

/** Pixels that a picture may have: more than any camera makes, less than fills the memory. */
const mostPixels = 50_000_000;
/** Seconds for one size in one format. */
const timeLimit = 60;

export interface MadePicture extends Pick<StoredPicture, 'format' | 'width' | 'height'> {
  readonly data: Buffer;
  readonly contentType: string;
}

export interface MadePictures {
  /** Of the original, upright. */
  readonly width: number;
  readonly height: number;
  /** The smallest first. */
  readonly made: readonly MadePicture[];
}

/**
 * A picture in all sizes and formats, turned upright, in sRGB, without EXIF and anything else that is no pixel; of an
 * animation its first frame. @throws Unusable
 */
export async function picturesOf(source: string | Buffer): Promise<MadePictures> {
  try {
    const { autoOrient, pages = 1, width: stored, height: storedHeight } = await open(source).metadata();
    if (stored * (storedHeight / pages) > mostPixels) throw new Unusable(RefusalReason.TOO_MANY_PIXELS);
    const { width, height } = autoOrient;
    const made: MadePicture[] = [];
    for (const size of sizesOf(width)) for (const format of formats) made.push(await makeOne(source, size, format));
    return { width, height, made };
  } catch (error) {
    if (error instanceof Unusable) throw error;
    const { message } = error as Error;
    const reason = /pixel limit|dimensions/i.test(message) ? RefusalReason.TOO_MANY_PIXELS : RefusalReason.BROKEN;
    throw new Unusable(reason, error);
  }
}

interface Format {
  readonly format: StoredPicture['format'];
  readonly contentType: string;
  readonly encode: (image: sharp.Sharp) => sharp.Sharp;
}

const formats: readonly Format[] = [
  { format: 'AVIF', contentType: 'image/avif', encode: (image) => image.avif({ quality: 55, effort: 3 }) },
  { format: 'WEBP', contentType: 'image/webp', encode: (image) => image.webp({ quality: 78 }) },
  {
    format: 'JPEG',
    contentType: 'image/jpeg',
    encode: (image) => image.flatten({ background: '#ffffff' }).jpeg({ quality: 80, mozjpeg: true }),
  },
];

async function makeOne(
  source: string | Buffer,
  size: number,
  { format, contentType, encode }: Format,
): Promise<MadePicture> {
  const image = open(source).autoOrient().resize({ width: size, withoutEnlargement: true });
  const { data, info } = await encode(image).timeout({ seconds: timeLimit }).toBuffer({ resolveWithObject: true });
  return { format, contentType, width: info.width, height: info.height, data };
}

function open(source: string | Buffer): sharp.Sharp {
  return sharp(source, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true });
}
