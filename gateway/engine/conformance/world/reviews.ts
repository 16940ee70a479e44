import { titleOf } from './catalog';
import { world, type MediaRecord, type ReviewRecord, type UserRecord } from './data';
import { ageOf, friendsOf } from './people';
import { attempt, fail, knowing, requiring, type WorldSubgraph } from './subgraph';

const sdl = /* GraphQL */ `
  type Query {
    trending(first: Int = 3): [Media!]
    latest: Media
    review(id: ID!): Review
    reviews(stars: [Int!]): [Review]
  }

  enum Order {
    NEWEST
    OLDEST
  }

  enum Locale {
    EN
    DE
    FR
  }

  type Media @interfaceObject @key(fields: "id") {
    id: ID!
    title(locale: Locale = EN): String @external
    reviews(first: Int = 2, order: Order = NEWEST): [Review!]
    score: Float
    blurb: String @requires(fields: "title(locale: DE)")
    headline(shout: Boolean = false): String @requires(fields: "title(locale: FR)")
  }

  type Review @key(fields: "id") {
    id: ID!
    body(max: Int): String
    stars: Int!
    author: User @provides(fields: "name")
    critic: User
    subject: Media
  }

  type User @key(fields: "id") {
    id: ID!
    name: String @external
    age: Int @external
    friends(first: Int = 3, offset: Int! = 0): [User!] @external
    reviews: [Review]
    reputation: Int!
    circle: String @requires(fields: "friends(first: 2) { name age }")
  }
`;

/** A book that the catalogue has never heard of has no id, so that there is no way here. */
const isMedia = ({ id }: Partial<MediaRecord>): boolean => id !== undefined;
const isKnown = ({ id }: { id: string }): boolean => id !== 'u6';

interface Friend {
  readonly name: string | null;
  readonly age: number | null;
}

/** \`friends(first: 2) { name age }\` as a response would have it: one friend who is missing takes all with them. */
function requiredFriends(user: UserRecord): readonly Friend[] | null {
  const friends = friendsOf(user, { first: 2, offset: 0 }) as (UserRecord | null)[];
  if (friends.includes(null)) return null;
  return friends.filter((friend) => friend !== null).map((friend) => ({ name: friend.name, age: intOf(friend) }));
}

/** A number beyond 32 bits is no Int and becomes null on its way. */
export function intOf(user: UserRecord): number | null {
  const age = attempt(() => ageOf(user));
  return age !== null && age > 2 ** 31 ? null : age;
}

const titleIn = (locale: string) => (medium: MediaRecord) => ({ title: attempt(() => titleOf(medium, { locale })) });

export const reviews: WorldSubgraph = {
  name: 'reviews',
  sdl,
  fields: {
    Query: {
      trending: (_: unknown, { first }: { first: number | null }) =>
        ['m3', 'm1', 'm5', 'm1', 'm4'].slice(0, first ?? 5).map((id) => world.media.get(id)),
      latest: () => world.media.get('m2'),
      review: (_: unknown, { id }: { id: string }) => world.reviews.get(id),
      reviews: (_: unknown, { stars }: { stars?: number[] | null }) =>
        [...world.reviews.values()].map((review) => (!stars || stars.includes(review.stars ?? 0) ? review : null)),
    },
    Media: knowing(isMedia, {
      reviews: ({ id }: MediaRecord, { first, order }: { first: number | null; order: string | null }) => {
        const found = [...world.reviews.values()].filter(({ subjectId }) => subjectId === id);
        return (order === 'OLDEST' ? found : found.reverse()).slice(0, first ?? 9);
      },
      score: ({ id }: MediaRecord) => (id === 'm5' ? fail('score of m5') : Number(id.slice(1)) / 4),
      blurb: requiring(titleIn('DE'), ({ title }) => `about ${title}`),
      headline: requiring(
        titleIn('FR'),
        ({ title }, { shout }: { shout: boolean | null }) => `${title}${shout ? '!' : ''}`,
      ),
    }),
    Review: {
      body: ({ body, id }: ReviewRecord, { max }: { max?: number | null }) =>
        id === 'r6' ? fail('body of r6') : (body?.slice(0, max ?? 99) ?? null),
      author: ({ authorId }: ReviewRecord) => world.users.get(authorId ?? ''),
      critic: ({ authorId, id }: ReviewRecord) =>
        id === 'r3' ? fail('critic of r3') : world.users.get(authorId ?? ''),
      subject: ({ subjectId }: ReviewRecord) => world.media.get(subjectId),
    },
    User: knowing(isKnown, {
      reviews: ({ id }: UserRecord) =>
        [...world.reviews.values(), null].filter((review) => review === null || review.authorId === id),
      reputation: ({ id }: UserRecord) => (id === 'u5' ? null : id.length),
      circle: requiring(
        (user: UserRecord) => ({ friends: requiredFriends(user) }),
        ({ friends }) => friends?.map(({ name, age }) => `${name}:${age}`).join(',') ?? 'nobody',
      ),
    }),
  },
  references: {
    Media: ({ id }: { id: string }) => world.media.get(id) ?? null,
    Review: ({ id }: { id: string }) => world.reviews.get(id) ?? null,
    User: ({ id }: { id: string }) => (isKnown({ id }) ? (world.users.get(id) ?? null) : null),
  },
};
