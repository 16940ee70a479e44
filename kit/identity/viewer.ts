/** Permissions that a role gives, and where they count. */
export interface Grant {
  readonly role: string;
  /** `resource.action`; `*` stands for every permission. */
  readonly permissions: readonly string[];
  /** The organisation whose rows this counts for; null: the marketplace's own rows. */
  readonly organisationId: string | null;
  /** One resource, as `Course:<id>`, or null for all. */
  readonly resource: string | null;
}

export interface ViewerClaims {
  readonly kind: 'anonymous' | 'person' | 'service' | 'system' | 'audience';
  readonly id: string | null;
  readonly sessionId: string | null;
  readonly grants: readonly Grant[];
  readonly organisations: readonly string[];
  readonly scopes: readonly string[];
}

/** Where something lies: what a permission is weighed against. */
export interface Place {
  readonly organisationId: string | null;
  readonly resource?: string;
}

/** A decision and its reason, the same for people, for support staff and for code. */
export interface Decision {
  readonly granted: boolean;
  readonly reason: 'SYSTEM' | 'ADMINISTRATOR' | 'ROLE' | 'NOT_SIGNED_IN' | 'NO_SUCH_GRANT';
  /** The role that decided, where one did. */
  readonly via: string | null;
}

/** Who asks. Made from a verified token by the gateway, from a signed claim in a subgraph; never from an argument. */
export class Viewer {
  static readonly anonymous = new Viewer(claims('anonymous'));
  /** Jobs and event handlers: they act for the house, not for a person. */
  static readonly system = new Viewer(claims('system'));
  /**
   * Everyone whom the gateway lets hear one live conversation, together: they are told what is said in it, and read nothing
   * else that nobody may. Only the gateway makes it, and lets each of them in by a stream of their own.
   */
  static readonly audience = new Viewer(claims('audience'));

  constructor(readonly claims: ViewerClaims) {}

  /** The person who asks. An API key is nobody in person: what belongs to its owner is not the key's, and it may only what its scopes grant. */
  get id(): string | null {
    return this.claims.kind === 'person' ? this.claims.id : null;
  }

  /** The person whose API key asks. */
  get keyOwnerId(): string | null {
    return this.claims.kind === 'service' ? this.claims.id : null;
  }

  get isSystem(): boolean {
    return this.claims.kind === 'system';
  }

  get isAudience(): boolean {
    return this.claims.kind === 'audience';
  }

  /** An operator of the platform: the one role that counts in every organisation. */
  get isAdministrator(): boolean {
    return this.claims.grants.some(
      (grant) => grant.role === 'admin' && grant.organisationId === null && grant.resource === null,
    );
  }

  is(userId: string | null): boolean {
    return userId !== null && this.id === userId;
  }

  belongsTo(organisationId: string): boolean {
    return this.isSystem || this.isAdministrator || this.claims.organisations.includes(organisationId);
  }

  may(permission: string, place: Place): boolean {
    return this.decide(permission, place).granted;
  }

  /** The one decision function: a grant counts in its own organisation, and for its own resource where it names one. */
  decide(permission: string, place: Place): Decision {
    if (this.isSystem) return { granted: true, reason: 'SYSTEM', via: null };
    if (this.isAdministrator) return { granted: true, reason: 'ADMINISTRATOR', via: 'admin' };
    const grant = this.claims.grants.find((candidate) => gives(candidate, permission) && counts(candidate, place));
    if (grant) return { granted: true, reason: 'ROLE', via: grant.role };
    return { granted: false, reason: this.id === null ? 'NOT_SIGNED_IN' : 'NO_SUCH_GRANT', via: null };
  }
}

function gives(grant: Grant, permission: string): boolean {
  return grant.permissions.includes(permission) || grant.permissions.includes('*');
}

function counts(grant: Grant, place: Place): boolean {
  return (
    grant.organisationId === place.organisationId && (grant.resource === null || grant.resource === place.resource)
  );
}

function claims(kind: ViewerClaims['kind']): ViewerClaims {
  return { kind, id: null, sessionId: null, grants: [], organisations: [], scopes: [] };
}
