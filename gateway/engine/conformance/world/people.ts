import { world, type DeskRecord, type OrganisationRecord, type UserRecord } from './data';
import { localeOf } from './settings';
import { attempt, fail, type WorldContext, type WorldSubgraph } from './subgraph';
import { canonical } from '../canonical';

const sdl = /* GraphQL */ `
  extend schema @link(url: "https://lyceum.test/badge/v1.0", import: ["@badge"]) @composeDirective(name: "@badge")

  directive @badge(label: String!) on FIELD_DEFINITION | OBJECT

  scalar JSON
  scalar Zip

  type Query {
    me: User
    user(id: ID!): User @badge(label: "one")
    users(ids: [ID!] = ["u1", "u2", "u1"], except: ID): [User]!
    actor(id: ID!): Actor
    actors(first: Int = 3): [Actor] @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    organisation(id: ID!): Organisation
    echo(
      text: String = "text \\"quoted\\" \\\\ \\n"
      number: Int
      ratio: Float
      flag: Boolean = true
      role: Role = READER
      filter: Filter = { text: "f" }
      range: Range
      json: JSON
      ids: [[ID]!]
      hidden: String = "h" @inaccessible
    ): String
  }

  type Mutation {
    greet(id: ID!, words: [String!]! = ["hi"]): Greeting
  }

  input Filter {
    text: String = "x"
    tags: [String!]
    nested: Filter
    range: Range = { min: 1 }
    role: Role
    secret: Int = 7 @inaccessible
  }

  input Range {
    min: Int! = 0
    max: Int
  }

  enum Role {
    READER
    EDITOR
    ADMIN
    GUEST @inaccessible
  }

  enum Tone {
    WARM
    COLD
  }

  enum Locale {
    EN
    DE
    FR
  }

  interface Actor {
    id: ID!
    name: String
    handle: String!
    contact(reveal: Boolean = false): String
  }

  type User implements Actor @key(fields: "id") @key(fields: "email") @context(name: "owner") @tag(name: "people") {
    id: ID!
    email: String!
    name: String @shareable
    handle: String!
    contact(reveal: Boolean = false): String
    age: Int @tag(name: "private")
    role: Role
    roles: [Role!]!
    nickname: String @authenticated
    salary: Int @requiresScopes(scopes: [["salary:read"]])
    diary: [String] @policy(policies: [["diarist"]])
    employer: Organisation @shareable
    friends(first: Int = 3, offset: Int! = 0): [User!] @cost(weight: 3)
    bestFriend: User
    desks: [Desk!]
    locale: Locale @external
  }

  type Organisation implements Actor @key(fields: "id") {
    id: ID!
    name: String @shareable
    handle: String!
    contact(reveal: Boolean = false): String
    members(first: Int = 2): [User]!
    address: Address
  }

  type Desk @key(fields: "id") {
    id: ID!
    greeting(tone: Tone! = WARM, locale: Locale @fromContext(field: "$owner { locale }")): String
    neighbour: Desk
  }

  type Address @shareable {
    city: String!
    country: String
    zip: Zip
  }

  type Greeting {
    user: User
    words: [String!]!
    receipt: Receipt!
  }

  type Receipt @shareable {
    sequence: Int!
    log: [String!]!
  }
`;

type OwnedDesk = DeskRecord & { readonly ownerId?: string };

/** Three friends at most after the offset; a friend who is not there takes the list with them. */
export function friendsOf(user: UserRecord, { first, offset }: { first: number | null; offset: number }): unknown[] {
  return user.friendIds.slice(offset, offset + (first ?? 9)).map((id) => world.users.get(id) ?? null);
}

export function ageOf({ age, id }: UserRecord): number | null {
  return age === -1 ? fail(`age of ${id}`) : age;
}

export function employerOf({ employerId }: UserRecord): OrganisationRecord | null {
  return (employerId && world.organisations.get(employerId)) || null;
}

export function receipt(context: WorldContext, entry: string): { sequence: number; log: string[] } {
  context.log.push(entry);
  return { sequence: context.log.length, log: [...context.log] };
}

const contact = ({ handle, id }: { handle: string | null; id: string }, { reveal }: { reveal: boolean | null }) =>
  reveal ? (id === 'u2' ? fail('contact of u2') : `${handle}@contact`) : null;

export const people: WorldSubgraph = {
  name: 'people',
  sdl,
  fields: {
    Query: {
      me: () => world.users.get('u1'),
      user: (_: unknown, { id }: { id: string }) => world.users.get(id),
      users: (_: unknown, { ids, except }: { ids: string[] | null; except?: string | null }) =>
        (ids ?? []).filter((id) => id !== except).map((id) => world.users.get(id) ?? null),
      actor: (_: unknown, { id }: { id: string }) => world.users.get(id) ?? world.organisations.get(id),
      actors: (_: unknown, { first }: { first: number | null }) =>
        ['u2', 'o1', 'u4', '', 'o2', 'u5']
          .slice(0, first ?? 6)
          .map((id) => world.users.get(id) ?? world.organisations.get(id) ?? null),
      organisation: (_: unknown, { id }: { id: string }) => world.organisations.get(id),
      echo: (_: unknown, args: Readonly<Record<string, unknown>>) =>
        canonical({ hidden: 'h', ...withoutSecrets(args) }),
    },
    Mutation: {
      greet: (_: unknown, { id, words }: { id: string; words: string[] }, context) =>
        id === 'u4'
          ? fail('greeting u4')
          : { user: world.users.get(id), words, receipt: receipt(context, `greet ${id} ${words.join(' ')}`) },
    },
    User: {
      contact,
      age: ageOf,
      roles: ({ role }: UserRecord) => ['READER', role],
      nickname: ({ id }: UserRecord) => `nick ${id}`,
      salary: ({ age }: UserRecord) => age,
      diary: ({ name }: UserRecord) => [name, null],
      employer: employerOf,
      friends: friendsOf,
      bestFriend: ({ friendIds }: UserRecord) => world.users.get(friendIds[0] ?? ''),
      desks: ({ deskIds, id }: UserRecord) => deskIds.map((deskId) => ({ ...world.desks.get(deskId), ownerId: id })),
    },
    Organisation: {
      contact,
      members: ({ id }: OrganisationRecord, { first }: { first: number | null }) =>
        [...world.users.values()].filter(({ employerId }) => employerId === id).slice(0, first ?? 1),
      address: ({ city, id }: OrganisationRecord) => ({
        city,
        country: id === 'o3' ? null : 'PT',
        zip: id === 'o1' ? '1000' : '!1',
      }),
    },
    Desk: {
      greeting: ({ id, ownerId }: OwnedDesk, { tone, locale }: GreetingArgs, { isWhole }) =>
        `${id} ${tone} ${String(isWhole ? ownersLocale(ownerId) : (locale ?? null))}`,
      neighbour: ({ neighbourId, ownerId }: OwnedDesk) => neighbourId && { ...world.desks.get(neighbourId), ownerId },
    },
  },
  references: {
    User: ({ id, email }: { id?: string; email?: string }) =>
      [...world.users.values()].find((user) => (id === undefined ? user.email === email : user.id === id)) ?? null,
    Organisation: ({ id }: { id: string }) => world.organisations.get(id) ?? null,
    Desk: ({ id }: { id: string }) => world.desks.get(id) ?? null,
  },
};

interface GreetingArgs {
  readonly tone: string;
  readonly locale?: string | null;
}

function ownersLocale(ownerId: string | undefined): string | null {
  const owner = world.users.get(ownerId ?? '');
  return owner ? attempt(() => localeOf(owner)) : null;
}

/** What clients cannot send is in a subgraph by default, and not in the monolith at all. */
function withoutSecrets(args: object): object {
  return JSON.parse(JSON.stringify(args, (key, value: unknown) => (key === 'secret' ? undefined : value))) as object;
}
