import { registerEnumType } from 'type-graphql';

export const LessonKind = {
  ARTICLE: 'ARTICLE',
  VIDEO: 'VIDEO',
  FILE: 'FILE',
  LIVE: 'LIVE',
  QUIZ: 'QUIZ',
  CODE: 'CODE',
} as const;

export type LessonKind = keyof typeof LessonKind;

registerEnumType(LessonKind, {
  name: 'LessonKind',
  description: 'What a lesson consists of.',
  valuesConfig: {
    ARTICLE: { description: 'A text to read: its body.' },
    VIDEO: { description: 'A video to watch.' },
    FILE: { description: 'A document to read or download.' },
    LIVE: { description: 'A live session to join.' },
    QUIZ: { description: 'Questions to answer.' },
    CODE: { description: 'A programming exercise.' },
  },
});
