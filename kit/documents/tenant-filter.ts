import type { Document, Filter } from 'mongodb';
import { everyTenant, type Tenants } from '../database/tenants';

/** The second tenant wall, below every command on a collection with `tenant`: see docs/adr/012. */
export class TenantFilter {
  private readonly organisations: readonly string[] | null;

  constructor(isWalled: boolean, tenants: Tenants) {
    const isOpen = !isWalled || tenants === everyTenant;
    this.organisations = isOpen ? null : tenants.split(',').filter((id) => id !== '');
  }

  get isOpen(): boolean {
    return this.organisations === null;
  }

  /** The filter for documents of the marketplace and of these organisations only. */
  narrow<T>(filter: Filter<T>): Filter<T> {
    if (this.organisations === null) return filter;
    const wall = { organisationId: { $in: [null, ...this.organisations] } };
    return (Object.keys(filter).length === 0 ? wall : { $and: [filter, wall] }) as Filter<T>;
  }

  /** @throws for a document that its own writer could not read */
  demand(document: Document): void {
    const organisation: unknown = document['organisationId'] ?? null;
    if (this.organisations === null || organisation === null) return;
    if (!this.organisations.includes(organisation as string))
      throw new Error('A document of an organisation that is out of reach was to be written.');
  }
}
