import { registerEnumType } from 'type-graphql';

/** What a thread is for. */
export enum ThreadKind {
  DISCUSSION = 'DISCUSSION',
  QUESTION = 'QUESTION',
}

registerEnumType(ThreadKind, {
  name: 'ThreadKind',
  description: 'What a thread is for.',
  valuesConfig: {
    DISCUSSION: { description: 'Something to talk about.' },
    QUESTION: { description: 'Its replies are answers: one can be accepted, some endorsed.' },
  },
});
