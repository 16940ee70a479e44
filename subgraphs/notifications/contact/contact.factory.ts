import { randomUUID } from 'node:crypto';
import { sealContact, type Contact } from '../../../kit/identity/contact';
import type { Factory } from '../../../kit/testing/subgraph-test';
import { ContactService } from './contact.service';

interface Given extends Partial<Contact> {
  readonly userId?: string;
}

/** Somebody with an address, as if the event had arrived. */
export const contactFactory: Factory<Given, Contact & { userId: string; email: string }> = (scope, given) =>
  scope.transaction(async (tx) => {
    const { userId = randomUUID(), ...over } = given;
    const contact = {
      email: `${userId}@lyceum.test`,
      displayName: 'Ada',
      locale: 'en',
      timeZone: 'UTC',
      ...over,
    };
    await tx.get(ContactService).take({ userId, version: 1, contact: sealContact(tx.secrets, userId, 1, contact) });
    return { userId, ...contact, email: contact.email ?? '' };
  });
