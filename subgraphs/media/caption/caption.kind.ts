import { registerEnumType } from 'type-graphql';

/** For whom a track of captions is. */
export enum CaptionKind {
  SUBTITLES = 'SUBTITLES',
  CAPTIONS = 'CAPTIONS',
}

registerEnumType(CaptionKind, {
  name: 'CaptionKind',
  description: 'For whom a track of captions is, in the words of HTML’s `track`.',
  valuesConfig: {
    SUBTITLES: { description: 'What is said, for those who hear and do not understand.' },
    CAPTIONS: { description: 'What is said and what else is heard, for those who do not hear.' },
  },
});
