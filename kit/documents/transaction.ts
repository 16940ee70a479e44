import type { ClientSession } from 'mongodb';
import type { Tenants } from '../database/tenants';

/** One try of a transaction: its session, whose documents it may touch, and what it has written so far. */
export class DocumentTransaction {
  readonly written = new Set<string>();

  constructor(
    readonly session: ClientSession,
    readonly tenants: Tenants,
  ) {}
}
