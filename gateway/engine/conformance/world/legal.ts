import { canonical } from '../canonical';
import { documentOf, sealOf, sizeOf } from './archive';
import { titleOf } from './catalog';
import { anything, world, type AnyRecord, type DocumentRecord, type FolderRecord } from './data';
import { intOf } from './reviews';
import { attempt, fail, knowing, requiring, type WorldSubgraph } from './subgraph';

/** Less of an interface and of a union than others have, and @requires through both. */
const sdl = /* GraphQL */ `
  type Query {
    sealed(first: Int): [Document]
    holders: [Node!]
    topics: [[Topic!]]
  }

  enum Locale {
    EN
    DE
    FR
  }

  interface Node {
    id: ID!
  }

  type Seal implements Node @key(fields: "id") {
    id: ID!
    holder: Node
    wax(colour: String! = "red", seal: Boolean): String
  }

  type User implements Node @key(fields: "id") {
    id: ID!
    name: String @external
    age: Int @external
    seals: [Seal!]
    barred: Boolean
  }

  type Book @key(fields: "id") {
    id: ID!
    title(locale: Locale = EN): String @external
    banned: Boolean
  }

  union Topic = Document | User | Book

  type Folder @key(fields: "id") {
    id: ID!
    locked: Boolean!
  }

  type Document @key(fields: "folder { id } name") {
    name: String!
    folder: Folder!
    size: Int @external
    about: [Topic] @external
    seal: String @shareable
    fee(rate: Float = 1.5): Float @requires(fields: "size")
    digest: String
      @requires(fields: "about { ... on Document { size } ... on User { name age } ... on Book { title } }")
  }

  type Memo @key(fields: "code") {
    code: String
    signed: Boolean
    stamp: Float!
  }
`;

interface Seal {
  readonly __typename: 'Seal';
  readonly id: string;
}
const seal = (id: string): Seal => ({ __typename: 'Seal', id });

function requiredTopic(topic: AnyRecord | null): unknown {
  if (topic?.__typename === 'Document') return { size: attempt(() => sizeOf(topic)) };
  if (topic?.__typename === 'User') return { name: topic.name, age: intOf(topic) };
  if (topic?.__typename === 'Book') return { title: attempt(() => titleOf(topic, { locale: 'EN' })) };
  return null;
}

const isCoded = ({ code }: { code: string | null }): boolean => code !== null;

export const legal: WorldSubgraph = {
  name: 'legal',
  sdl,
  fields: {
    Query: {
      sealed: (_: unknown, { first }: { first?: number | null }) =>
        ['d1', 'd3', '', 'd2', 'd1'].slice(0, first ?? 5).map((id) => world.documents.get(id) ?? null),
      holders: () => [seal('s1'), world.users.get('u1'), world.users.get('u4'), seal('s2')],
      topics: () => [['d2', 'm4', 'u6'].map(anything), null, ['u5', 'd1'].map(anything), ['m1', ''].map(anything)],
    },
    Seal: {
      holder: ({ id }: Seal) => (id === 's1' ? world.users.get('u3') : id === 's2' ? seal('s1') : null),
      wax: ({ id }: Seal, { colour, seal: isSealed }: { colour: string; seal?: boolean | null }) =>
        isSealed === false ? fail('wax') : `${colour} ${id}`,
    },
    User: {
      seals: ({ id }: { id: string }) => (id === 'u3' ? [seal('s1'), seal('s3')] : id === 'u6' ? fail('seals') : []),
      barred: ({ id }: { id: string }) => id === 'u4',
    },
    Book: {
      banned: ({ id }: { id?: string }) => (id === undefined ? null : id === 'm4'),
    },
    Folder: {
      locked: ({ id }: FolderRecord) => (id === 'f3' ? fail('locked') : id === 'f2'),
    },
    Document: {
      seal: sealOf,
      folder: ({ folderId }: DocumentRecord) => world.folders.get(folderId),
      fee: requiring(
        (document: DocumentRecord) => ({ size: attempt(() => sizeOf(document)) }),
        ({ size }, { rate }: { rate: number | null }) => size && size * (rate ?? 0),
      ),
      digest: requiring(
        ({ aboutIds }: DocumentRecord) => ({ about: aboutIds?.map((id) => requiredTopic(anything(id))) ?? null }),
        ({ about }) => canonical(about),
      ),
    },
    Memo: knowing(isCoded, {
      signed: ({ code }: { code: string }) => code === 'c1',
      stamp: ({ code }: { code: string }) => (code === 'c2' ? 1e21 : -1.5e-7),
    }),
  },
  references: {
    Seal: ({ id }: { id: string }) => seal(id),
    User: ({ id }: { id: string }) => world.users.get(id) ?? null,
    Book: ({ id }: { id: string }) => world.media.get(id) ?? null,
    Folder: ({ id }: { id: string }) => world.folders.get(id) ?? null,
    Document: ({ name, folder }: { name: string; folder: { id: string } }) => documentOf(name, folder.id),
    Memo: ({ code }: { code: string }) => ({ code }),
  },
};
