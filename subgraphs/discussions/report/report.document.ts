import { registerEnumType } from 'type-graphql';
import { defineCollection } from '../../../kit/documents/collection';

export enum ReportReason {
  SPAM = 'SPAM',
  ABUSE = 'ABUSE',
  CHEATING = 'CHEATING',
  OFF_TOPIC = 'OFF_TOPIC',
  OTHER = 'OTHER',
}

registerEnumType(ReportReason, {
  name: 'ReportReason',
  description: 'What is wrong with a post, or a message.',
  valuesConfig: {
    SPAM: { description: 'It advertises something.' },
    ABUSE: { description: 'It hurts somebody.' },
    CHEATING: { description: 'It gives away what people are to find out themselves.' },
    OFF_TOPIC: { description: 'It does not belong here.' },
    OTHER: { description: 'Something else; say what.' },
  },
});

/** That one person reported one post, or one message: once, however often they do. */
interface Report {
  /** `<post or message>/<user>`. */
  readonly _id: string;
  readonly aboutId: string;
  readonly userId: string;
  readonly reason: ReportReason;
  readonly note: string | null;
  readonly at: Date;
}

export const reports = defineCollection<Report>({
  name: 'report',
  indexes: [{ keys: { aboutId: 1, at: 1 } }, { keys: { userId: 1 } }],
});
