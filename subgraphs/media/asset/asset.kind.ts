import { registerEnumType } from 'type-graphql';

/** What a file is for; it decides what its content must be, how large it may get, and what is made of it. */
export enum AssetKind {
  VIDEO = 'VIDEO',
  AUDIO = 'AUDIO',
  IMAGE = 'IMAGE',
  PDF = 'PDF',
  FILE = 'FILE',
}

registerEnumType(AssetKind, {
  name: 'AssetKind',
  description: 'What a file is for; its content must agree.',
  valuesConfig: {
    VIDEO: { description: 'A video: MP4, MOV, WebM, Matroska, AVI or MPEG-TS. Made ready to be played by grants.' },
    AUDIO: { description: 'Sound: MP3, M4A, AAC, WAV, FLAC or Ogg. Made ready to be played by grants.' },
    IMAGE: { description: 'A picture: JPEG, PNG, WebP, AVIF or GIF. Made into several sizes, without its EXIF data.' },
    PDF: { description: 'A PDF: its pages are counted, and the first becomes a picture.' },
    FILE: { description: 'Any other file, kept as it is and only downloaded.' },
  },
});
