/**
 * What the conformance world is made of. Small, the same in every run, and full of what goes wrong: fields whose data
 * always throws, nulls where a type promises a value, enum values that nobody declared, entities that a subgraph has
 * never heard of.
 */

export interface UserRecord {
  readonly __typename: 'User';
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  /** Null breaks the promise of `handle: String!`. */
  readonly handle: string | null;
  readonly age: number | null;
  readonly role: string | null;
  readonly employerId: string | null;
  /** The empty id stands for somebody who is not there. */
  readonly friendIds: readonly string[];
  readonly deskIds: readonly string[];
}

export interface OrganisationRecord {
  readonly __typename: 'Organisation';
  readonly id: string;
  readonly name: string | null;
  readonly handle: string;
  readonly city: string | null;
}

export interface DeskRecord {
  readonly __typename: 'Desk';
  readonly id: string;
  readonly neighbourId: string | null;
}

export interface MediaRecord {
  readonly __typename: 'Book' | 'Film' | 'Album' | 'Tape';
  readonly id: string;
  readonly title: string | null;
  readonly isbn: string;
  readonly length: number | null;
  readonly creatorId: string | null;
  readonly sequelId: string | null;
  readonly relatedIds: readonly string[];
}

export interface ReviewRecord {
  readonly __typename: 'Review';
  readonly id: string;
  readonly body: string | null;
  /** Null breaks the promise of `stars: Int!`. */
  readonly stars: number | null;
  readonly authorId: string | null;
  readonly subjectId: string;
}

export interface ItemRecord {
  readonly __typename: 'Item';
  readonly id: string;
  readonly sku: string;
  readonly warehouseCode: string;
  readonly kilograms: number | null;
  readonly size: { readonly width: number | null; readonly height: number } | null;
  readonly isbn: string | null;
  readonly cents: number | null;
}

export interface PostRecord {
  readonly __typename: 'Post';
  readonly id: string;
  readonly text: string | null;
  readonly authorId: string;
  readonly mentionIds: readonly string[];
  readonly attachmentIds: readonly (readonly string[] | null)[] | null;
}

export interface FolderRecord {
  readonly __typename: 'Folder';
  readonly id: string;
  readonly label: string | null;
  readonly parentId: string | null;
}

export interface DocumentRecord {
  readonly __typename: 'Document';
  readonly id: string;
  readonly name: string;
  readonly folderId: string;
  readonly label: string | null;
  readonly size: number | null;
  readonly ratio: number | null;
  readonly aboutIds: readonly string[] | null;
}

export type AnyRecord =
  | UserRecord
  | OrganisationRecord
  | DeskRecord
  | MediaRecord
  | ReviewRecord
  | ItemRecord
  | PostRecord
  | FolderRecord
  | DocumentRecord;

const users: readonly UserRecord[] = [
  user('u1', { name: 'Ada', age: 36, role: 'ADMIN', employerId: 'o1', friendIds: ['u2', 'u3', 'u2'], deskIds: ['k1'] }),
  user('u2', { name: 'Ben', role: 'GUEST', employerId: 'o1', friendIds: ['u1', '', 'u4'], deskIds: ['k1', 'k2'] }),
  user('u3', { name: 'Cy', age: -1, role: 'READER', employerId: 'o2', friendIds: [], deskIds: ['k3'] }),
  user('u4', { name: 'Di', handle: null, age: 41, role: null, friendIds: ['u1'] }),
  user('u5', { age: 5, role: 'WIZARD', employerId: 'o3', friendIds: ['u6', 'u7'], deskIds: ['k2', 'k3'] }),
  user('u6', { name: 'Fay', age: 60, role: 'EDITOR', employerId: 'o2', friendIds: ['u5', 'u6'] }),
  user('u7', { name: 'Gus', age: 2 ** 40, role: 'READER', friendIds: ['u1', 'u2', 'u3', 'u4', 'u5'] }),
];

const organisations: readonly OrganisationRecord[] = [
  { __typename: 'Organisation', id: 'o1', name: 'Acme', handle: 'acme', city: 'Lisbon' },
  { __typename: 'Organisation', id: 'o2', name: null, handle: 'nameless', city: null },
  { __typename: 'Organisation', id: 'o3', name: 'constructor', handle: '__proto__', city: 'Porto' },
];

const desks: readonly DeskRecord[] = [
  { __typename: 'Desk', id: 'k1', neighbourId: 'k2' },
  { __typename: 'Desk', id: 'k2', neighbourId: 'k1' },
  { __typename: 'Desk', id: 'k3', neighbourId: null },
];

const media: readonly MediaRecord[] = [
  medium('Book', 'm1', { title: 'Anvil', length: 300, creatorId: 'u1', sequelId: 'm4', relatedIds: ['m2', 'm3'] }),
  medium('Film', 'm2', { title: 'Bellows', length: 95, creatorId: 'u2', relatedIds: ['m1', 'm6', 'm4'] }),
  medium('Album', 'm3', { title: 'Chisel', length: 41.5, creatorId: null, relatedIds: ['m1', 'm1'] }),
  medium('Book', 'm4', { title: null, length: null, creatorId: 'u4', sequelId: 'm1' }),
  medium('Film', 'm5', { title: '!', length: -1, creatorId: 'u6', sequelId: 'm6', relatedIds: ['m7', ''] }),
  medium('Tape', 'm6', { title: 'Hidden', length: 60, creatorId: 'u1' }),
  medium('Album', 'm7', { title: 'Drill', length: 33, creatorId: 'u3', sequelId: 'm7', relatedIds: ['m2'] }),
];

const reviews: readonly ReviewRecord[] = [
  { __typename: 'Review', id: 'r1', body: 'good', stars: 4, authorId: 'u1', subjectId: 'm1' },
  { __typename: 'Review', id: 'r2', body: null, stars: 2, authorId: 'u2', subjectId: 'm1' },
  { __typename: 'Review', id: 'r3', body: 'loud', stars: 5, authorId: null, subjectId: 'm3' },
  { __typename: 'Review', id: 'r4', body: 'lost', stars: null, authorId: 'u5', subjectId: 'm2' },
  { __typename: 'Review', id: 'r5', body: 'long', stars: 1, authorId: 'u6', subjectId: 'm7' },
  { __typename: 'Review', id: 'r6', body: 'odd', stars: 3, authorId: 'u3', subjectId: 'm5' },
];

const items: readonly ItemRecord[] = [
  item('i1', 'anvil', 'W1', { kilograms: 12, size: { width: 3, height: 4 }, isbn: 'isbn-m1', cents: 900 }),
  item('i2', 'anvil', 'W2', { kilograms: 14, size: { width: null, height: 9 }, cents: 1100 }),
  item('i3', 'rope', 'W1', { kilograms: -1, size: null, isbn: 'isbn-m4', cents: null }),
  item('i4', 'nail', 'W2', { kilograms: null, size: { width: 1, height: 1 }, cents: 3 }),
  item('i5', 'glue', 'W1', { kilograms: 0.5, size: { width: 2, height: 2 }, isbn: 'isbn-none', cents: 250 }),
];

const posts: readonly PostRecord[] = [
  post('p1', { text: 'hello', authorId: 'u1', mentionIds: ['m1', 'u2'], attachmentIds: [['m2', 'r1'], null, []] }),
  post('p2', { text: 'again', authorId: 'u6', mentionIds: ['p1', 'm5', 'r4'], attachmentIds: [['', 'u3', 'p1']] }),
  post('p3', { text: null, authorId: 'u5', mentionIds: [], attachmentIds: null }),
  post('p4', { text: 'bye', authorId: 'u2', mentionIds: ['u4', ''], attachmentIds: [['u4'], ['m4', 'm4']] }),
];

const folders: readonly FolderRecord[] = [
  { __typename: 'Folder', id: 'f1', label: 'say "a\\b"', parentId: null },
  { __typename: 'Folder', id: 'f2', label: 'line\nand\u2028\u0000\ud800', parentId: 'f1' },
  { __typename: 'Folder', id: 'f3', label: null, parentId: 'f2' },
];

const documents: readonly DocumentRecord[] = [
  document('d1', 'a', 'f1', { label: '__proto__', size: 10, ratio: 1e21, aboutIds: ['d2', 'u3', '', 'm1'] }),
  document('d2', 'b', 'f1', { label: 'two', size: -1, ratio: -0, aboutIds: ['u7', 'm4', 'd1'] }),
  document('d3', 'a', 'f2', { label: null, size: null, ratio: 1.5e-9, aboutIds: null }),
];

export const world = {
  users: byId(users),
  organisations: byId(organisations),
  desks: byId(desks),
  media: byId(media),
  reviews: byId(reviews),
  items: byId(items),
  posts: byId(posts),
  folders: byId(folders),
  documents: byId(documents),
} as const;

/** Whatever has this id, of any type. */
export function anything(id: string): AnyRecord | null {
  for (const table of Object.values(world)) {
    const record = table.get(id);
    if (record) return record;
  }
  return null;
}

function byId<T extends { readonly id: string }>(records: readonly T[]): ReadonlyMap<string, T> {
  return new Map(records.map((record) => [record.id, Object.freeze(record)]));
}

function user(id: string, facts: Partial<UserRecord>): UserRecord {
  const nobody = { name: null, age: null, role: null, employerId: null, friendIds: [], deskIds: [] };
  return { __typename: 'User', id, email: `${id}@example.test`, handle: `@${id}`, ...nobody, ...facts };
}

function medium(
  __typename: MediaRecord['__typename'],
  id: string,
  facts: Pick<MediaRecord, 'title' | 'length' | 'creatorId'> & Partial<MediaRecord>,
): MediaRecord {
  return { __typename, id, isbn: `isbn-${id}`, sequelId: null, relatedIds: [], ...facts };
}

function item(
  id: string,
  sku: string,
  warehouseCode: string,
  facts: Pick<ItemRecord, 'kilograms' | 'size' | 'cents'> & Partial<ItemRecord>,
): ItemRecord {
  return { __typename: 'Item', id, sku, warehouseCode, isbn: null, ...facts };
}

function post(id: string, facts: Omit<PostRecord, '__typename' | 'id'>): PostRecord {
  return { __typename: 'Post', id, ...facts };
}

function document(
  id: string,
  name: string,
  folderId: string,
  facts: Omit<DocumentRecord, '__typename' | 'id' | 'name' | 'folderId'>,
): DocumentRecord {
  return { __typename: 'Document', id, name, folderId, ...facts };
}
