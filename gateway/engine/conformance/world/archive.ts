import { anything, world, type AnyRecord, type DocumentRecord, type FolderRecord } from './data';
import { employerOf, receipt } from './people';
import { fail, type WorldSubgraph } from './subgraph';

/** Root types with names of their own, interfaces of interfaces, a key through an entity, a key that may be null. */
const sdl = /* GraphQL */ `
  schema {
    query: ArchiveQuery
    mutation: ArchiveMutation
  }

  scalar JSON

  type ArchiveQuery {
    archive(id: ID!): Node
    entries(first: Int = 3): [[Entry]!]
    folder(id: ID!): Folder
    memos(coded: Boolean): [Memo!]
    keeper: User @provides(fields: "employer { name }")
    provided: Topic @provides(fields: "... on User { name } ... on Document { seal }")
  }

  type ArchiveMutation {
    file(name: String! = "new", into: ID): Filing
  }

  type Filing {
    folder: Folder
    receipt: Receipt!
  }

  type Receipt @shareable {
    sequence: Int!
    log: [String!]!
  }

  enum LabelStyle {
    PLAIN
    LOUD
  }

  interface Node {
    id: ID!
  }

  interface Entry implements Node {
    id: ID!
    label(style: LabelStyle = PLAIN): String
    parent: Folder
  }

  type Folder implements Node & Entry @key(fields: "id") {
    id: ID!
    label(style: LabelStyle = PLAIN): String
    parent: Folder
    children(first: Int = 2): [Entry!]!
    meta: JSON
    ledger: Ledger
  }

  type Document implements Node & Entry @key(fields: "folder { id } name") @key(fields: "id") {
    id: ID!
    name: String!
    folder: Folder!
    label(style: LabelStyle = PLAIN): String
    parent: Folder!
    size: Int
    ratio: Float
    about: [Topic]
    seal: String @external
  }

  union Topic = Document | Folder | User | Book

  type Ledger @authenticated {
    total: Int!
    lines: [[Int]!]
  }

  type Memo @key(fields: "code") {
    code: String
    text: String
  }

  type Book @key(fields: "id") {
    id: ID!
  }

  type Organisation @key(fields: "id") {
    id: ID!
    name: String @external
  }

  type User implements Node @key(fields: "id") {
    id: ID!
    name: String @external
    employer: Organisation @external
    archive: Folder
  }
`;

export function sizeOf({ size, id }: DocumentRecord): number | null {
  return size === -1 ? fail(`size of ${id}`) : size;
}

export function sealOf({ id }: { id: string }): string {
  return `seal of ${id}`;
}

const folderOf = (id: string | null): FolderRecord | null => world.folders.get(id ?? '') ?? null;
const label = ({ label: text }: FolderRecord | DocumentRecord, { style }: { style: string | null }): string | null =>
  style === 'LOUD' ? (text?.toUpperCase() ?? fail('a loud silence')) : text;

export const archive: WorldSubgraph = {
  name: 'archive',
  sdl,
  rootTypes: { ArchiveQuery: 'Query', ArchiveMutation: 'Mutation' },
  fields: {
    ArchiveQuery: {
      archive: (_: unknown, { id }: { id: string }) => node(id),
      entries: (_: unknown, { first }: { first: number | null }) => [
        ['f1', 'd1', '', 'd3'].slice(0, first ?? 4).map(node),
        [],
        ['d2', 'f2'].map(node),
      ],
      folder: (_: unknown, { id }: { id: string }) => folderOf(id),
      memos: (_: unknown, { coded }: { coded?: boolean | null }) =>
        memos.filter(({ code }) => coded === null || coded === undefined || coded === (code !== null)),
      keeper: () => world.users.get('u2'),
      provided: () => world.documents.get('d1'),
    },
    ArchiveMutation: {
      file: (_: unknown, { name, into }: { name: string; into?: string | null }, context) =>
        into === 'f3'
          ? fail('filing in f3')
          : { folder: folderOf(into ?? 'f1'), receipt: receipt(context, `file ${name}`) },
    },
    Folder: {
      label,
      parent: ({ parentId }: FolderRecord) => folderOf(parentId),
      children: ({ id, parentId }: FolderRecord, { first }: { first: number | null }) =>
        [...world.documents.values(), ...world.folders.values()]
          .filter((entry) => ('parentId' in entry ? entry.parentId : entry.folderId) === id)
          .concat(parentId === 'f1' ? [null as never] : [])
          .slice(0, first ?? 9),
      meta: ({ id }: FolderRecord) => metas[id],
      ledger: ({ id }: FolderRecord) => (id === 'f3' ? null : { of: id }),
    },
    Document: {
      label,
      size: sizeOf,
      seal: sealOf,
      folder: ({ folderId }: DocumentRecord) => folderOf(folderId),
      parent: ({ folderId, id }: DocumentRecord) => (id === 'd3' ? null : folderOf(folderId)),
      about: ({ aboutIds }: DocumentRecord) => aboutIds?.map(anything),
    },
    Ledger: {
      total: ({ of }: { of: string }) => (of === 'f2' ? null : 12),
      lines: () => [[1, null], [], [2 ** 31]],
    },
    User: {
      employer: employerOf,
      archive: ({ id }: { id: string }) => folderOf(`f${id.slice(1)}`),
    },
  },
  references: {
    Folder: ({ id }: { id: string }) => folderOf(id),
    Document: ({ id, name, folder }: { id?: string; name: string; folder: { id: string } }) =>
      id === undefined ? documentOf(name, folder.id) : (world.documents.get(id) ?? null),
    Memo: ({ code }: { code: string }) => memos.find((memo) => memo.code === code) ?? null,
    User: ({ id }: { id: string }) => world.users.get(id) ?? null,
  },
};

const memos = [
  { code: 'c1', text: 'first' },
  { code: null, text: 'without a code' },
  { code: 'c2', text: null },
];

const metas: Readonly<Record<string, unknown>> = {
  f1: JSON.parse('{"__typename":"Book","id":"m1","__proto__":{"x":[null,1e400]},"constructor":[[]],"n":-0.0}'),
  f2: ['"', null, { text: '\u2028\ud800' }],
};

export function documentOf(name: string, folderId: string): DocumentRecord | null {
  return (
    [...world.documents.values()].find((document) => document.name === name && document.folderId === folderId) ?? null
  );
}

function node(id: string): AnyRecord | null {
  return world.folders.get(id) ?? world.documents.get(id) ?? world.users.get(id) ?? null;
}
