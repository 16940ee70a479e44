import type { CommandStartedEvent, Document } from 'mongodb';
import type { DocumentDatabase } from '../documents/document-database';
import type { SubgraphTest } from './subgraph-test';

/** What the driver adds for the way there: `explain` wants the command alone. */
const envelope = new Set([
  'lsid',
  'txnNumber',
  'startTransaction',
  'autocommit',
  'readConcern',
  'writeConcern',
  'maxTimeMS',
]);
const explained = new Set(['find', 'aggregate', 'count', 'distinct', 'update', 'delete', 'findAndModify']);

/** Remembers the queries of a database, each shape once, and says which of them read a whole collection. */
export class ExplainedQueries {
  private readonly commands = new Map<string, Document>();
  private readonly listener = (event: CommandStartedEvent): void => this.remember(event);

  constructor(private readonly database: DocumentDatabase) {
    database.client.on('commandStarted', this.listener);
  }

  /** How many shapes were seen. */
  get count(): number {
    return this.commands.size;
  }

  /** The shapes that no index serves, as `collection: command`. */
  async scans(): Promise<string[]> {
    this.database.client.off('commandStarted', this.listener);
    const found: string[] = [];
    for (const [shape, command] of this.commands) {
      const plan = await this.database.db.command({ explain: command, verbosity: 'queryPlanner' });
      if (scansCollection(plan)) found.push(shape);
    }
    return found;
  }

  private remember({ commandName, command, databaseName }: CommandStartedEvent): void {
    if (!explained.has(commandName) || databaseName !== this.database.db.databaseName) return;
    const bare = Object.fromEntries(
      Object.entries(command).filter(([key]) => !envelope.has(key) && !key.startsWith('$')),
    );
    for (const single of singles(commandName, bare)) {
      if (isChangeStream(single) || isWhetherAny(single)) continue;
      const shape = `${String(single[commandName])}: ${JSON.stringify({ ...shapeOf(single), [commandName]: undefined })}`;
      this.commands.set(`${commandName} ${shape}`, single);
    }
  }
}

/** `explain` takes one update or delete at a time. */
function singles(name: string, command: Document): Document[] {
  const list = name === 'update' ? 'updates' : name === 'delete' ? 'deletes' : null;
  if (list === null) return [command];
  return (command[list] as Document[]).map((one) => ({ ...command, [list]: [one] }));
}

function isChangeStream({ pipeline = [] }: Document): boolean {
  return (pipeline as Document[]).some((stage) => '$changeStream' in stage);
}

/** Any one of all: reads one document, however many there are. */
function isWhetherAny({ find, filter, sort, limit }: Document): boolean {
  return find !== undefined && limit === 1 && !sort && Object.keys((filter ?? {}) as Document).length === 0;
}

/** The command with its values left out: two that differ in those only have one plan. */
function shapeOf(value: unknown): Document {
  if (Array.isArray(value)) {
    const shapes = value.map((element) => (isPlain(element) ? shapeOf(element) : '?'));
    return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
  }
  return Object.fromEntries(
    Object.entries(value as Document).map(([key, inner]: [string, unknown]) => [
      key,
      isPlain(inner) ? shapeOf(inner) : '?',
    ]),
  );
}

const isPlain = (value: unknown): boolean =>
  Array.isArray(value) || (typeof value === 'object' && value !== null && value.constructor?.name === 'Object');

/** `NestedLoopJoin` is a `$lookup` that reads the other collection whole for each document. Rejected plans do not run. */
function scansCollection(plan: unknown): boolean {
  if (typeof plan !== 'object' || plan === null) return false;
  const { stage, strategy } = plan as Document;
  if (stage === 'COLLSCAN' || strategy === 'NestedLoopJoin') return true;
  return Object.entries(plan).some(([key, inner]) => key !== 'rejectedPlans' && scansCollection(inner));
}

/** A test for the end of a file: an index serves every query that the tests before it made. */
export function refuseCollectionScans(test: SubgraphTest): void {
  let queries: ExplainedQueries;
  beforeAll(() => {
    const { documents } = test.subgraph.resources;
    if (!documents) throw new Error('The subgraph has no documents.');
    queries = new ExplainedQueries(documents);
  });
  it('an index serves every query', async () => {
    expect(await queries.scans()).toEqual([]);
  });
}
