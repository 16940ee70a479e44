import { registerEnumType } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import type { KnownContact } from '../contact/known-contact.entity';
import type { NotificationKind } from '../kind/kind';
import type { SuppressionReason } from '../suppression/suppressions';

/** By which way somebody is told. */
export enum Channel {
  IN_APP = 'IN_APP',
  EMAIL = 'EMAIL',
  PUSH = 'PUSH',
  SMS = 'SMS',
}

registerEnumType(Channel, {
  name: 'NotificationChannel',
  description: 'By which way somebody is told.',
  valuesConfig: {
    IN_APP: { description: 'In the list of notifications, live.' },
    EMAIL: { description: 'By a letter.' },
    PUSH: { description: 'On each device that was registered, also while nothing of ours is open there.' },
    SMS: { description: 'By a text message to a number that was verified.' },
  },
});

/** One of what a digest gathers. */
export interface OutgoingItem {
  readonly title: string;
  readonly body: string;
  readonly url: string;
}

/** What goes out by one channel to one person, in words. */
export interface Outgoing {
  readonly deliveryId: string;
  readonly contact: KnownContact;
  /** Of what it tells, and what whoever wants no more of it turns off. */
  readonly about: NotificationKind | 'DIGEST';
  /** What belongs to one thread has one. */
  readonly threadId: string;
  readonly title: string;
  readonly body: string;
  readonly action: string;
  readonly url: string;
  /** What it gathers; empty unless it is a digest. */
  readonly items: readonly OutgoingItem[];
}

/** A refusal is for good: what may work later is thrown. */
export type Outcome =
  | {
      readonly isSent: true;
      /** By which the provider speaks of it; null where it never does. */
      readonly providerId: string | null;
    }
  | {
      readonly isSent: false;
      /** A code of the provider, such as `550`. */
      readonly problem: string;
      /** Why the address takes nothing any more; null where it does. */
      readonly gone: SuppressionReason | null;
    };

/** It may have arrived, and may not. */
export class OutcomeUnknown extends Error {
  constructor(options: ErrorOptions) {
    super('Whether it arrived is not known.', options);
  }
}

/** It did not go, and the provider says when it would. */
export class TryLater extends Error {
  constructor(readonly seconds: number) {
    super(`The provider takes more in ${seconds} seconds.`);
  }
}

/** Somebody, as far as events have told how they are reached. */
export interface Person {
  readonly userId: string;
  readonly contact: KnownContact | null;
}

/** A way out of the house. Sending the same delivery again must be recognisable as such by whoever receives it. */
export interface ChannelPort {
  /** Whether there is a way to this person at all; of whoever is not known yet there may be one. */
  reaches(scope: Scope, person: Person): Promise<boolean>;
  /** What of them takes nothing any more where it came back; null where the way has no such address. */
  addressOf(scope: Scope, person: Person): Promise<string | null>;
  /** @throws TryLater, OutcomeUnknown; any other Error where it did not go and may work later */
  send(scope: Scope, message: Outgoing, address: string | null): Promise<Outcome>;
}
