import { z } from 'zod';
import type { Secrets } from '../config/secrets';
import { seal, unseal } from './sealed-box';

const shape = z.object({
  /** Null once nobody may be written to. */
  email: z.string().nullable(),
  displayName: z.string(),
  /** BCP 47. */
  locale: z.string(),
  /** IANA. */
  timeZone: z.string(),
});

/** How somebody is reached, and in which words. */
export type Contact = z.infer<typeof shape>;

/**
 * Contacts travel sealed: who reads the broker, an outbox or a dead event learns nothing about a person. Bound to the person
 * and the version, so that no box can be put in the place of another.
 */
export function sealContact(secrets: Secrets, userId: string, version: number, contact: Contact): string {
  return seal(secrets.key('contact'), label(userId, version), Buffer.from(JSON.stringify(contact))).toString('base64');
}

/** @throws Error where the box is of somebody else, of another version, or was changed */
export function openContact(secrets: Secrets, userId: string, version: number, sealed: string): Contact {
  const opened = unseal(secrets.key('contact'), label(userId, version), Buffer.from(sealed, 'base64'));
  return shape.parse(JSON.parse(opened.toString('utf8')));
}

const label = (userId: string, version: number): string => `contact:${userId}:${version}`;
