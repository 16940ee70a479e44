import { world, type UserRecord } from './data';
import { fail, knowing, type WorldSubgraph } from './subgraph';

const sdl = /* GraphQL */ `
  scalar Zip

  type Query {
    defaults: Preferences @shareable
    settingsOf(email: String!): User
  }

  enum Locale {
    EN
    DE
    FR
  }

  enum Theme {
    LIGHT
    DARK
    SECRET @inaccessible
  }

  type User @key(fields: "email") {
    email: String!
    locale: Locale
    preferences: Preferences @shareable
    badges: [Badge] @shareable
    address: Address
    timezone(summer: Boolean! = true): Int!
  }

  type Preferences {
    theme: Theme @shareable
    notes: [[String]!]
    font(size: Int = 12): String
  }

  type Badge {
    code: ID! @shareable
    label(long: Boolean): String
  }

  type Address @shareable {
    city: String!
    country: String
    zip: Zip
  }
`;

/** Somebody known by email only where the record was made from a representation. */
type SettingsUser = Pick<UserRecord, 'id' | 'email'>;

const isKnown = ({ id }: SettingsUser): boolean => id !== 'u7';

export function localeOf({ id }: SettingsUser): string | null {
  if (id === 'u3') return fail('locale of u3');
  if (id === 'u7') return null;
  return ['EN', 'DE', 'FR'][Number(id.slice(1)) % 3] ?? null;
}

/** A part of what other subgraphs add to. */
export function preferencesOf({ id }: { id: string }): { of: string; theme: string | null } | null {
  return ['u2', 'u6', 'u7'].includes(id) ? null : { of: id, theme: themes[id] ?? null };
}

export function badgesOf({ id }: { id: string }): ({ code: string } | null)[] | null {
  return ['u3', 'u6', 'u7'].includes(id) ? null : [{ code: `${id}-a` }, null, { code: `${id}-b` }];
}

const themes: Readonly<Record<string, string>> = { u1: 'DARK', u4: 'LIGHT', u5: 'SECRET' };

export const defaults = { of: 'all', theme: 'LIGHT' };

export const settings: WorldSubgraph = {
  name: 'settings',
  sdl,
  fields: {
    Query: {
      defaults: () => defaults,
      settingsOf: (_: unknown, { email }: { email: string }) => byEmail(email),
    },
    User: knowing(isKnown, {
      locale: localeOf,
      preferences: preferencesOf,
      badges: badgesOf,
      address: ({ id }: SettingsUser) =>
        id === 'u6' ? null : { city: id === 'u4' ? null : 'Porto', country: 'PT', zip: id === 'u1' ? '!' : '4000' },
      timezone: ({ id }: SettingsUser, { summer }: { summer: boolean }) =>
        id === 'u6' ? fail('timezone of u6') : Number(summer),
    }),
    Preferences: {
      notes: ({ of }: { of: string }) => (of === 'u1' ? [['a', null], [], ['b']] : of === 'u4' ? [[null], null] : null),
      font: ({ of }: { of: string }, { size }: { size: number | null }) =>
        of === 'u4' ? fail('font') : `${of} ${size}`,
    },
    Badge: {
      label: ({ code }: { code: string }, { long }: { long?: boolean | null }) =>
        code === 'u1-b' ? fail('label') : `${code}${String(long)}`,
    },
  },
  references: {
    User: ({ email }: { email: string }) => {
      const user = byEmail(email);
      return user && isKnown(user) ? user : null;
    },
  },
};

function byEmail(email: string): UserRecord | null {
  return [...world.users.values()].find((user) => user.email === email) ?? null;
}
