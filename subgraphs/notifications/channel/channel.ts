import { registerEnumType } from 'type-graphql';
import type { Scope } from '../../../kit/scope/scope';
import type { KnownContact } from '../contact/known-contact.entity';
import type { NotificationKind } from '../kind/kind';

/** By which way somebody is told. */
export enum Channel {
  IN_APP = 'IN_APP',
  EMAIL = 'EMAIL',
}

registerEnumType(Channel, {
  name: 'NotificationChannel',
  description: 'By which way somebody is told.',
  valuesConfig: {
    IN_APP: { description: 'In the list of notifications, live.' },
    EMAIL: { description: 'By a letter.' },
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
  | { readonly isSent: true; readonly providerId: string }
  | {
      readonly isSent: false;
      /** A code of the provider, such as `550`. */
      readonly problem: string;
      /** The address, or the device, takes nothing any more. */
      readonly isGone: boolean;
    };

/** It may have arrived, and may not. */
export class OutcomeUnknown extends Error {
  constructor(options: ErrorOptions) {
    super('Whether it arrived is not known.', options);
  }
}

/** A way out of the house. Sending the same delivery again must be recognisable as such by whoever receives it. */
export interface ChannelPort {
  /** Whether there is a way to this person at all. */
  reaches(contact: KnownContact): boolean;
  /** @throws OutcomeUnknown; any other Error where it did not go and may work later */
  send(scope: Scope, message: Outgoing): Promise<Outcome>;
}
