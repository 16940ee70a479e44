import { registerEnumType } from 'type-graphql';

/** Where a case stands. */
export enum CaseState {
  OPEN = 'OPEN',
  CLAIMED = 'CLAIMED',
  DECIDED = 'DECIDED',
  APPEALED = 'APPEALED',
}

registerEnumType(CaseState, {
  name: 'ModerationCaseState',
  description: 'Where a case stands.',
  valuesConfig: {
    OPEN: { description: 'It waits for a moderator.' },
    CLAIMED: { description: 'A moderator looks at it.' },
    DECIDED: { description: 'It is decided.' },
    APPEALED: { description: 'The author asks for another decision.' },
  },
});

/** From → to. A decision is undone by opening the case again. */
export const transitions: Readonly<Record<CaseState, readonly CaseState[]>> = {
  OPEN: [CaseState.CLAIMED, CaseState.DECIDED],
  CLAIMED: [CaseState.OPEN, CaseState.DECIDED],
  DECIDED: [CaseState.OPEN, CaseState.APPEALED],
  APPEALED: [CaseState.DECIDED],
};

export enum CaseDecision {
  APPROVE = 'APPROVE',
  REMOVE = 'REMOVE',
}

registerEnumType(CaseDecision, {
  name: 'ModerationDecision',
  description: 'What becomes of a post, or a message.',
  valuesConfig: {
    APPROVE: { description: 'Everyone for whom it was meant reads it.' },
    REMOVE: { description: 'Nobody does any more.' },
  },
});

export enum Sanction {
  WARN = 'WARN',
  MUTE = 'MUTE',
  BAN = 'BAN',
  BAN_EVERYWHERE = 'BAN_EVERYWHERE',
}

registerEnumType(Sanction, {
  name: 'ModerationSanction',
  description: 'What becomes of its author.',
  valuesConfig: {
    WARN: { description: 'They are told not to do it again.' },
    MUTE: { description: 'They read what is said in the course, and say nothing.' },
    BAN: { description: 'They take no part in what is said in the course.' },
    BAN_EVERYWHERE: {
      description:
        'They take no part in what is said in any course, nor in any chat. Staff of the marketplace decide so.',
    },
  },
});

export const CaseReason = {
  LINK_FROM_NEWCOMER: 'LINK_FROM_NEWCOMER',
  REPEATED: 'REPEATED',
  INSULT: 'INSULT',
  TOO_FAST: 'TOO_FAST',
  SHOUTING: 'SHOUTING',
  FILE_TYPE: 'FILE_TYPE',
  REPORTED: 'REPORTED',
} as const;
export type CaseReason = keyof typeof CaseReason;

registerEnumType(CaseReason, {
  name: 'ModerationReason',
  description: 'Why a moderator is asked.',
  valuesConfig: {
    LINK_FROM_NEWCOMER: { description: 'It links elsewhere, and its author is new in the course.' },
    REPEATED: { description: 'Its author wrote the same a short time ago.' },
    INSULT: { description: 'It has words that nobody should be called.' },
    TOO_FAST: { description: 'Its author writes faster than people do.' },
    SHOUTING: { description: 'It is in capitals.' },
    FILE_TYPE: { description: 'A file with it is a program, an archive, or nobody knows yet what.' },
    REPORTED: { description: 'Somebody reported it.' },
  },
});
