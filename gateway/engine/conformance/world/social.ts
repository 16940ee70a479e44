import { imageUrl } from './catalog';
import { anything, world, type ItemRecord, type MediaRecord, type PostRecord, type UserRecord } from './data';
import { employerOf, receipt } from './people';
import { expressShipping } from './pricing';
import { badgesOf, defaults, preferencesOf } from './settings';
import { fail, knowing, requiring, type WorldSubgraph } from './subgraph';

const sdl = /* GraphQL */ `
  type Query {
    feed(first: Int = 3): [FeedEntry]!
    timeline: [[FeedEntry!]]
    post(id: ID!): Post
    favourite: Item
    defaults: Preferences @shareable
  }

  type Mutation {
    like(target: ID!, times: Int! = 1): LikeReceipt
    likeStrictly(target: ID!): LikeReceipt!
  }

  type LikeReceipt {
    target: FeedEntry
    receipt: Receipt!
  }

  type Receipt @shareable {
    sequence: Int!
    log: [String!]!
  }

  union FeedEntry = Post | Book | Film | Review | User

  enum Theme {
    LIGHT
    DARK
    SECRET @inaccessible
  }

  enum Style {
    SHORT
    LONG
  }

  enum Format {
    PNG
    WEBP
  }

  type Post @key(fields: "id") {
    id: ID!
    text(upper: Boolean): String
    author: User! @provides(fields: "employer { name }")
    mentions: [FeedEntry!]!
    attachments: [[FeedEntry]]
    image: Image
    likes(secret: Int = 1 @inaccessible): Int
  }

  type Image @shareable {
    url(width: Int = 100, format: Format = PNG): String!
    alt: String
  }

  type Book @key(fields: "id") {
    id: ID!
    likes: Int
  }

  type Film @key(fields: "id") {
    id: ID!
    likes: Int!
  }

  type Review @key(fields: "id", resolvable: false) {
    id: ID!
  }

  type Organisation @key(fields: "id") {
    id: ID!
    name: String @external
    fans: [User]
  }

  type Warehouse @key(fields: "code") {
    code: String!
    tax: Int
  }

  type User @key(fields: "id") {
    id: ID!
    name: String @external
    employer: Organisation @external
    followers: [User!]!
    following(first: Int = 1): [User]
    preferences: Preferences @shareable
    badges: [Badge] @shareable
    posts: [Post!]
    displayName(style: Style = SHORT): String @requires(fields: "name employer { name }")
  }

  type Preferences {
    theme: Theme @shareable
    mutes: [ID!]!
  }

  type Badge {
    code: ID! @shareable
    icon: String!
  }

  type Item @key(fields: "id") {
    id: ID!
    shipping(express: Boolean = false): Int @external
    carbon: Float @requires(fields: "shipping(express: true)")
    likes: Int
  }
`;

const isKnown = ({ id }: { id: string }): boolean => id !== 'u6' && id !== 'i2';
const likesOf = ({ id }: { id: string }): number | null =>
  id === 'm5' || id === 'i1' ? null : Number(id.slice(1)) * 10;

interface Named {
  readonly name: string | null;
  readonly employer: { readonly name: string | null } | null;
}

export const social: WorldSubgraph = {
  name: 'social',
  sdl,
  fields: {
    Query: {
      feed: (_: unknown, { first }: { first: number | null }) =>
        ['p1', 'm1', '', 'u1', 'r4', 'm5', 'p4', 'u6'].map(anything).slice(0, first ?? 8),
      timeline: () => [['p2', 'm4'], null, ['r1', 'u5', 'p3'], []].map((ids) => ids?.map(anything)),
      post: (_: unknown, { id }: { id: string }) => world.posts.get(id),
      favourite: () => world.items.get('i1'),
      defaults: () => defaults,
    },
    Mutation: {
      like: (_: unknown, { target, times }: { target: string; times: number }, context) =>
        times === 0
          ? fail('liking zero times')
          : { target: anything(target), receipt: receipt(context, `like ${target} ${times}`) },
      likeStrictly: (_: unknown, { target }: { target: string }, context) =>
        target === 'u2' ? null : { target: anything(target), receipt: receipt(context, `strictly ${target}`) },
    },
    Post: {
      text: ({ text, id }: PostRecord, { upper }: { upper?: boolean | null }) =>
        id === 'p2' && upper ? fail('text of p2') : upper ? text?.toUpperCase() : text,
      author: ({ authorId }: PostRecord) => world.users.get(authorId),
      mentions: ({ mentionIds }: PostRecord) => mentionIds.map(anything),
      attachments: ({ attachmentIds }: PostRecord) => attachmentIds?.map((ids) => ids?.map(anything)),
      image: ({ id }: PostRecord) => (id === 'p1' ? { of: 'p1' } : id === 'p4' ? { of: 'm4', alt: 'four' } : null),
      likes: ({ id }: PostRecord, { secret }: { secret?: number }) => Number(id.slice(1)) + (secret ?? 1),
    },
    Image: { url: imageUrl },
    Book: { likes: ({ id }: Partial<MediaRecord>) => (id === undefined ? null : likesOf({ id })) },
    Film: { likes: likesOf },
    Warehouse: {
      tax: ({ code }: { code: string }) => (code === 'W2' ? fail('tax of W2') : 23),
    },
    Organisation: {
      fans: ({ id }: { id: string }) =>
        id === 'o3' ? fail('fans of o3') : [world.users.get('u1'), null, world.users.get('u6')],
    },
    User: {
      employer: employerOf,
      ...knowing(isKnown, {
        followers: ({ id }: UserRecord) =>
          id === 'u4' ? null : [...world.users.values()].filter(({ friendIds }) => friendIds.includes(id)),
        following: ({ friendIds }: UserRecord, { first }: { first: number | null }) =>
          friendIds.slice(0, first ?? 2).map((id) => world.users.get(id)),
        preferences: preferencesOf,
        badges: badgesOf,
        posts: ({ id }: UserRecord) => [...world.posts.values()].filter(({ authorId }) => authorId === id),
        displayName: requiring(
          (user: UserRecord): Named => ({ name: user.name, employer: employerOf(user) }),
          ({ name, employer }, { style }: { style: string | null }) =>
            style === 'LONG' ? `${name} of ${employer?.name}` : (name ?? fail('a name that is missing')),
        ),
      }),
    },
    Preferences: {
      mutes: ({ of }: { of: string }) => (of === 'u4' ? null : [of, 'u9']),
    },
    Badge: {
      icon: ({ code }: { code: string }) => (code === 'u5-a' ? fail('icon') : `${code}.svg`),
    },
    Item: knowing(isKnown, {
      carbon: requiring(
        (item: ItemRecord) => ({ shipping: expressShipping(item) }),
        ({ shipping }) => (shipping === null ? -1 : shipping / 8),
      ),
      likes: likesOf,
    }),
  },
  references: {
    Post: ({ id }: { id: string }) => world.posts.get(id) ?? null,
    Book: ({ id }: { id: string }): MediaRecord | null => world.media.get(id) ?? null,
    Film: ({ id }: { id: string }): MediaRecord | null => world.media.get(id) ?? null,
    Warehouse: ({ code }: { code: string }) => ({ code }),
    Organisation: ({ id }: { id: string }) => world.organisations.get(id) ?? null,
    User: ({ id }: { id: string }) => (isKnown({ id }) ? (world.users.get(id) ?? null) : null),
    Item: ({ id }: { id: string }) => (isKnown({ id }) ? (world.items.get(id) ?? null) : null),
  },
};
