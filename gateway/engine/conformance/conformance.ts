import { print, type GraphQLSchema } from 'graphql';
import type { SubgraphCall } from '../../subgraph-client/subgraph-client';
import type { OpenEngine } from '../engine';
import { differences } from './compare';
import { Random } from '../../../kit/random/random';
import { operationOf } from './generate/generate';
import type { GeneratedOperation } from './generate/operation';
import { isQuery, variantsOf } from './generate/variants';
import { EngineUnderTest, plainResult, schemaSubgraph, type PlainResult } from './harness';
import { Oracle } from './oracle';
import { shrink } from './shrink/shrink';
import { viewers } from './world/viewers';
import { worldSubgraphs, worldSupergraph } from './world';
import { schemaOf, type WorldContext } from './world/subgraph';

/** An operation that an engine answers otherwise than one schema with the same resolvers would. */
export interface Failure extends GeneratedOperation {
  readonly seed: number;
  readonly differences: readonly string[];
  readonly expected: PlainResult;
  readonly actual: PlainResult;
}

/** An engine over the world's subgraphs beside the schema that has all their resolvers. */
export class Conformance {
  /** Operations that nobody could plan in time: refused, and not compared. */
  refused = 0;

  private constructor(
    readonly engine: EngineUnderTest,
    private readonly oracle: Oracle,
    private readonly subgraphs: Run,
  ) {}

  static async open(openEngine: OpenEngine): Promise<Conformance> {
    const run = new Run();
    const subgraphs = worldSubgraphs.map((subgraph) => {
      const { name, answer } = schemaSubgraph(subgraph.name, schemaOf(subgraph), () => run.context);
      return { name, answer: (call: SubgraphCall) => run.late(() => answer(call)) };
    });
    const engine = await EngineUnderTest.open(openEngine, worldSupergraph(), subgraphs);
    return new Conformance(engine, new Oracle(engine.engine.schema), run);
  }

  get schema(): GraphQLSchema {
    return this.oracle.schema;
  }

  /**
   * Whether the engine answers as it should, twice with one plan: queries at the same time, mutations one after the
   * other.
   */
  async check(operation: GeneratedOperation): Promise<Omit<Failure, 'seed'> | null> {
    const variants = variantsOf(operation);
    const isTogether = isQuery(operation);
    this.subgraphs.begin(operation);
    const together = isTogether ? await Promise.all(variants.map((one) => this.compare(one))) : [];
    for (const failure of together) if (failure) return failure;
    for (const variant of isTogether ? [] : variants) {
      this.subgraphs.begin(variant);
      const failure = await this.compare(variant);
      if (failure) return failure;
    }
    return null;
  }

  /** What the engine says, in a world where nothing has happened yet. */
  answer(operation: GeneratedOperation): Promise<PlainResult> {
    this.subgraphs.begin(operation);
    return this.ask(operation);
  }

  private ask({ document, variables, viewer }: GeneratedOperation): Promise<PlainResult> {
    return this.engine.execute(document, variables, { viewer: viewers[viewer] });
  }

  private async compare(operation: GeneratedOperation): Promise<Omit<Failure, 'seed'> | null> {
    const actual = await this.ask(operation).catch((error: unknown): PlainResult => crash(error));
    const expected = plainResult(await this.oracle.execute(operation));
    if (isRefused(actual)) {
      this.refused += 1;
      return null;
    }
    const found = differences(expected, actual);
    return found.length === 0 ? null : { ...operation, differences: found, expected, actual };
  }

  /** Operations of `count` seeds from `first` on; those that failed. */
  async run(first: number, count: number): Promise<Failure[]> {
    const failures: Failure[] = [];
    for (let seed = first; seed < first + count; seed += 1) {
      const failure = await this.check(operationOf(this.schema, seed));
      if (failure) failures.push({ seed, ...failure });
    }
    return failures;
  }

  /** The same failure with as little as shows it. */
  async shrink(failure: Failure): Promise<Failure> {
    const wanted = symptom(failure);
    const fails = async (candidate: GeneratedOperation): Promise<boolean> => {
      const found = await this.check(candidate);
      return found !== null && symptom(found) === wanted;
    };
    const smallest = await shrink(this.schema, failure, fails);
    return { ...failure, ...(await this.check(smallest)) };
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}

/** What subgraphs share in one execution: the log of mutations, and how long each takes to answer. */
class Run {
  context: WorldContext = { isWhole: false, log: [] };
  private delays = new Random(0);

  begin({ document }: GeneratedOperation): void {
    this.context = { isWhole: false, log: [] };
    this.delays = new Random(print(document).length);
  }

  /** Answers come in another order than they were asked for. */
  async late<T>(answer: () => T | Promise<T>): Promise<T> {
    for (let turns = this.delays.between(0, 3); turns > 0; turns -= 1) await new Promise(setImmediate);
    return answer();
  }
}

/** What kind of failure it is, so that a shrinking one does not turn into another. */
export function symptom({ differences, actual }: Omit<Failure, 'seed'>): string {
  const refusal = actual.errors.find(({ path }) => path === null)?.message ?? '';
  const kinds = differences.map((difference) => difference.replace(/\[.*/, ''));
  return [...new Set(kinds), refusal.replace(/ at .*|\d+|"[^"]*"|normalize .*/gs, '').slice(0, 40)].join('; ');
}

/** The world has so many ways to some fields that no planner comes to an end; Apollo's own takes minutes, and gigabytes. */
function isRefused({ errors }: PlainResult): boolean {
  return errors.some(({ message }) => /exceeds the limit of \d+ for plans/.test(message));
}

function crash(error: unknown): PlainResult {
  return {
    data: undefined,
    errors: [
      { path: null, message: `rejected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` },
    ],
  };
}
