import { anything, world, type MediaRecord } from './data';
import { fail, knowing, type WorldSubgraph } from './subgraph';

const sdl = /* GraphQL */ `
  type Query {
    media(id: ID!): Media
    shelf(first: Int = 4, filter: MediaFilter): [Media]
      @listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)
    search(text: String! = "a", range: Range): [SearchResult!] @cost(weight: 10)
    lookup(ids: [ID!]!): [SearchResult]
    grid: [[Media]!]
    cube(level: Int): [[[Cell!]]]
    book(isbn: String!): Book
    films: [Film!]!
    strict(level: Int! = 1): Int!
  }

  input MediaFilter {
    kinds: [Kind!] = [BOOK, FILM, ALBUM, TAPE]
    not: ID
  }

  enum Kind {
    BOOK
    FILM
    ALBUM
    TAPE
  }

  input Range {
    min: Int! = 0
    max: Int
    step: Int
  }

  enum Locale {
    EN
    DE
    FR
  }

  enum Format {
    PNG
    WEBP
  }

  interface Media @key(fields: "id") {
    id: ID!
    title(locale: Locale = EN): String
    kind: Kind
    cover: Image
    creator: User
    sequel: Media
    related(first: Int = 2): [Media!]
  }

  type Book implements Media @key(fields: "id") @key(fields: "isbn") {
    id: ID!
    isbn: String!
    title(locale: Locale = EN): String
    kind: Kind
    cover: Image
    creator: User
    sequel: Book
    related(first: Int = 2): [Media!]
    pages: Int!
    chapters(titled: Boolean = true): [Chapter!]!
  }

  type Film implements Media @key(fields: "id") {
    id: ID!
    title(locale: Locale = EN): String
    kind: Kind
    cover: Image
    creator: User
    sequel: Media
    related(first: Int = 2): [Media!]
    minutes: Int
    cast: [User]
  }

  type Album implements Media @key(fields: "id") {
    id: ID!
    title(locale: Locale = EN): String
    kind: Kind!
    cover: Image!
    creator: User!
    sequel: Media
    related(first: Int = 2): [Media!]
    minutes: Float
    tracks: [[Track]!]!
  }

  type Tape implements Media @key(fields: "id") @inaccessible {
    id: ID!
    title(locale: Locale = EN): String
    kind: Kind
    cover: Image
    creator: User
    sequel: Media
    related(first: Int = 2): [Media!]
  }

  type Image @shareable {
    url(width: Int = 100, format: Format = PNG): String!
    alt: String
  }

  type Chapter {
    title: String
    number: Int!
    book: Book!
  }

  type Track {
    title: String!
    album: Album
  }

  type Cell {
    x: Int!
    media: Media
    user: User
  }

  union SearchResult = Book | Film | Album | User | Organisation | Chapter

  type User @key(fields: "id") {
    id: ID!
    works: [Media!]!
  }

  type Organisation @extends @key(fields: "id") {
    id: ID!
  }
`;

export function titleOf({ title, id }: MediaRecord, { locale }: { locale: string | null }): string | null {
  if (title === '!') return fail(`title of ${id}`);
  return title === null || locale === 'EN' ? title : `${title} (${locale})`;
}

export function imageUrl(
  { of }: { of: string },
  { width, format }: { width: number | null; format: string | null },
): string | null {
  if (of === 'm2') return fail('url of m2');
  return of === 'm4' ? null : `${of}.${format}?w=${width}`;
}

/** A book that another subgraph refers to by an ISBN may not exist here. */
const isKnown = ({ isbn }: MediaRecord): boolean => isbn !== 'isbn-none';
const of = (id: string): MediaRecord | null => world.media.get(id) ?? null;

const mediaFields = knowing(isKnown, {
  id: ({ id }: MediaRecord) => id,
  title: titleOf,
  kind: ({ __typename }: MediaRecord) => __typename.toUpperCase(),
  cover: ({ id }: MediaRecord) => (id === 'm7' ? null : { of: id, alt: id === 'm1' ? 'a cover' : null }),
  creator: ({ creatorId }: MediaRecord) => world.users.get(creatorId ?? ''),
  sequel: ({ sequelId }: MediaRecord) => of(sequelId ?? ''),
  related: ({ relatedIds }: MediaRecord, { first }: { first: number | null }) =>
    relatedIds.slice(0, first ?? 9).map(of),
  minutes: ({ id, length }: MediaRecord) => (length === -1 ? fail(`minutes of ${id}`) : length),
  pages: ({ length }: MediaRecord) => length,
  cast: ({ id }: MediaRecord) =>
    id === 'm5' ? [new Error('who?'), world.users.get('u5'), null] : [world.users.get('u3')],
  chapters: (book: MediaRecord, { titled }: { titled: boolean | null }) =>
    book.length === null
      ? []
      : [1, 2].map((number) => ({
          __typename: 'Chapter',
          number,
          title: titled ? `${book.id}.${number}` : null,
          book,
        })),
  tracks: (album: MediaRecord) =>
    album.id === 'm3' ? [[{ title: 'one', album }, null], []] : [[{ title: 'two', album }], [{ title: null, album }]],
});

export const catalog: WorldSubgraph = {
  name: 'catalog',
  sdl,
  fields: {
    Query: {
      media: (_: unknown, { id }: { id: string }) => of(id),
      shelf: (_: unknown, { first, filter }: { first: number | null; filter?: MediaFilter | null }) =>
        ['m1', 'm3', '', 'm2', 'm6', 'm5', 'm7', 'm4']
          .map(of)
          .filter((medium) => !filter || !medium || fits(medium, filter))
          .slice(0, first ?? 8),
      search: (_: unknown, { text }: { text: string }) =>
        text === 'fail' ? fail('search') : ['m1', 'u1', 'o1', 'm5', 'u6', 'm3'].map(anything),
      lookup: (_: unknown, { ids }: { ids: string[] }) => ids.map(anything),
      grid: () => [[of('m1'), null, of('m2')], [of('m6'), of('m7')], [], [of('m4'), of('m1')]],
      cube: (_: unknown, { level }: { level?: number | null }) => [
        [[{ x: 1, media: of('m2'), user: world.users.get('u1') }], null],
        null,
        [
          [
            { x: 2, media: of('m7') },
            { x: level ?? null, user: world.users.get('u6') },
          ],
          [],
        ],
      ],
      book: (_: unknown, { isbn }: { isbn: string }) => byIsbn(isbn),
      films: () => [of('m2'), of('m5')],
      strict: (_: unknown, { level }: { level: number }) => (level > 2 ? null : level),
    },
    Book: mediaFields,
    Film: mediaFields,
    Album: mediaFields,
    Tape: mediaFields,
    Image: { url: imageUrl },
    User: {
      works: ({ id }: { id: string }) =>
        id === 'u7' ? fail('works of u7') : [...world.media.values()].filter(({ creatorId }) => creatorId === id),
    },
  },
  references: {
    Media: ({ id }: { id: string }) => of(id),
    Book: ({ id, isbn }: { id?: string; isbn?: string }) => (id === undefined ? byIsbn(isbn ?? '') : of(id)),
    Film: ({ id }: { id: string }) => of(id),
    Album: ({ id }: { id: string }) => of(id),
    User: ({ id }: { id: string }) => world.users.get(id) ?? null,
  },
};

interface MediaFilter {
  readonly kinds?: readonly string[] | null;
  readonly not?: string | null;
}

function fits({ __typename, id }: MediaRecord, { kinds, not }: MediaFilter): boolean {
  return (kinds ?? []).includes(__typename.toUpperCase()) && id !== not;
}

function byIsbn(isbn: string): MediaRecord | null {
  return [...world.media.values()].find((medium) => medium.__typename === 'Book' && medium.isbn === isbn) ?? null;
}
