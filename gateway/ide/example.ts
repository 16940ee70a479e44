import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOperationAST, GraphQLError, parse } from 'graphql';

/** One tab of the IDE: an operation that runs as it stands. */
export interface Example {
  /** Name of the operation, which is the tab's title. */
  readonly title: string;
  /** The operation with the comments that explain it. */
  readonly query: string;
  /** JSON text for the variables editor. */
  readonly variables?: string;
  /** JSON text for the header editor. */
  readonly headers?: string;
}

const FRONT_ENTRY = /^#\s*(variables|headers):\s*(.*)$/;

/**
 * Reads the examples of a folder: one `NN-name.graphql` file per tab, in the order of their names.
 *
 * The comment lines at a file's top explain it. Among them, `# variables: {…}` and `# headers: {…}` carry JSON objects,
 * which may go on over further comment lines; they fill the editors and leave the text.
 *
 * @throws Error naming the file whose text is not one operation with a name, or whose front is not JSON.
 */
export function loadExamples(folder: string): Example[] {
  return readdirSync(folder)
    .filter((name) => /^\d+-.*\.graphql$/.test(name))
    .sort((left, right) => parseInt(left, 10) - parseInt(right, 10))
    .map((name) => {
      try {
        return parseExample(readFileSync(join(folder, name), 'utf8'));
      } catch (error) {
        throw new Error(`Example ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    });
}

/** Parses one example file. @throws Error where `loadExamples` does, without the file's name. */
export function parseExample(text: string): Example {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const front = lines.slice(0, end === -1 ? lines.length : end);
  const explanation: string[] = [];
  const values: { variables?: string; headers?: string } = {};
  for (let index = 0; index < front.length; index++) {
    const entry = FRONT_ENTRY.exec(front[index] ?? '');
    if (!entry) {
      explanation.push(front[index] ?? '');
      continue;
    }
    const [value, used] = readJson(entry[1] ?? '', entry[2] ?? '', front.slice(index + 1));
    values[entry[1] as 'variables' | 'headers'] = value;
    index += used;
  }
  const query = [...explanation, ...lines.slice(front.length)].join('\n').trimEnd();
  return { title: titleOf(query), query: `${query}\n`, ...values };
}

/** The JSON object that starts at `first`, and how many of the following comment lines belong to it. */
function readJson(name: string, first: string, following: readonly string[]): [value: string, used: number] {
  let source = first;
  for (let used = 0; used <= following.length; used++) {
    if (used > 0) source += `\n${(following[used - 1] ?? '').replace(/^#/, '')}`;
    const value = tryJson(source);
    if (value !== undefined) return [JSON.stringify(value, null, 2), used];
  }
  throw new Error(`its ${name} are not a JSON object`);
}

function tryJson(source: string): object | undefined {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function titleOf(query: string): string {
  try {
    const name = getOperationAST(parse(query))?.name?.value;
    if (!name) throw new Error('it must hold one operation, and the operation needs a name');
    return name;
  } catch (error) {
    throw error instanceof GraphQLError ? new Error(error.toString(), { cause: error }) : error;
  }
}
