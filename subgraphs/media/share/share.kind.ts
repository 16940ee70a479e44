import { registerEnumType } from 'type-graphql';

/** With whom a document is shared. */
export enum ShareKind {
  PERSON = 'PERSON',
  COURSE = 'COURSE',
  LESSON = 'LESSON',
  LINK = 'LINK',
}

registerEnumType(ShareKind, {
  name: 'ShareKind',
  description: 'With whom a document is shared.',
  valuesConfig: {
    PERSON: { description: 'With one person.' },
    COURSE: { description: 'With those who are enrolled in a course.' },
    LESSON: { description: 'With those who may see a lesson.' },
    LINK: { description: 'With everyone who has the link, and the password where there is one.' },
  },
});
