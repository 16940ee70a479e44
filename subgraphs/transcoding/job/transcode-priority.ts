import { registerEnumType } from 'type-graphql';

export enum TranscodePriority {
  HIGH = 'HIGH',
  NORMAL = 'NORMAL',
  LOW = 'LOW',
}

registerEnumType(TranscodePriority, {
  name: 'TranscodePriority',
  description: 'How soon a job has its turn. Whoever waits rises: nothing waits forever.',
  valuesConfig: {
    HIGH: { description: 'Before what everybody uploads.' },
    NORMAL: { description: 'What everybody uploads.' },
    LOW: { description: 'When there is time, such as what is encoded anew.' },
  },
});

/** By how many turns of its own party a class stands back. */
export const handicaps: Readonly<Record<TranscodePriority, number>> = { HIGH: 0, NORMAL: 2, LOW: 6 };
