import type { Result } from '../../../kit/graphql/execute';
import type { CallHeaders } from '../../../kit/subgraph/running';
import type { EntityPolicy } from '../../engine/compiled/compiled-operation';
import type { CancelSignal } from '../../subgraph-client/cancel-signal';
import { NoAnswer, stoppedBy } from '../../subgraph-client/no-answer';
import { answersIn, resultOf, type EntityAnswer } from './entity-answers';
import type { EntityCache } from './entity-cache';
import { learnedFrom, type Learned } from './learned';

/** Who asks. */
export interface Asking {
  readonly isNobody: boolean;
  /** With which nobody in particular would ask. */
  readonly nobodysHeaders: () => Promise<CallHeaders>;
}

/** How a call differs from those of the request that makes it. */
export interface CallOverrides {
  readonly headers: CallHeaders;
  readonly signal: CancelSignal;
}

/** What one fetch asks about entities that may be kept. */
export interface EntityQuestion {
  readonly subgraph: string;
  readonly policy: EntityPolicy;
  /** The client's variables that the fetch uses, as JSON. */
  readonly variables: string;
  /** As JSON, each once. */
  readonly representations: readonly string[];
  /** Calls the subgraph; as the viewer, unless told otherwise. */
  readonly ask: (representations: readonly string[], overrides?: CallOverrides) => Promise<Result>;
}

/**
 * Answers fetches of one query from what is kept. What is missing is asked for as nobody, and only that is ever kept; what
 * nobody is shown is then asked for as the viewer, and is for the viewer alone.
 */
export class EntityReader {
  /** Milliseconds since 1970, until which all that was taken from the cache may be shown. */
  freshUntil = Infinity;
  /** How many entities came from the cache, by subgraph. */
  readonly kept = new Map<string, number>();

  constructor(
    private readonly cache: EntityCache,
    private readonly asking: Asking,
    private readonly signal: CancelSignal | undefined,
  ) {}

  /** Never rejects, as the call itself would not. */
  async answer(question: EntityQuestion): Promise<Result> {
    const { subgraph, policy, variables, representations, ask } = question;
    const stamp = this.cache.stampOf(subgraph);
    if (stamp === null) return ask(representations);
    const keys = representations.map((representation) => `${policy.id}|${variables}|${representation}`);
    const answers = await this.asNobody(question, keys, stamp);
    const refused = [...answers.keys()].filter((index) => answers[index] === null);
    if (refused.length === 0) return resultOf(answers.filter((answer) => answer !== null));
    const own = await ask(refused.map((index) => representations[index]!));
    if (refused.length === answers.length) return own;
    const found = answersIn(own, refused.length);
    // Which of them an error is about cannot be told: all of it is asked for again as if nothing were kept.
    if (found.kind === 'unclear') return ask(representations);
    const ownAt = new Map(
      refused.map((index, at) => [index, found.kind === 'each' ? found.answers[at]! : failedBy(found.error)]),
    );
    return resultOf(answers.map((answer, index) => answer ?? ownAt.get(index)!));
  }

  /** What everyone is shown of each; null: the viewer is to ask. */
  private async asNobody(
    question: EntityQuestion,
    keys: readonly string[],
    stamp: string,
  ): Promise<(EntityAnswer | null)[]> {
    const { subgraph } = question;
    const { metrics } = this.cache;
    const found = new Map<string, EntityAnswer | null>();
    for (const key of keys) {
      const entry = this.cache.get(key, stamp);
      if (!entry) continue;
      const isAnswer = this.asking.isNobody || !entry.isHidden;
      if (isAnswer) this.freshUntil = Math.min(this.freshUntil, entry.until);
      found.set(key, isAnswer ? { value: JSON.parse(entry.text) as unknown, errors: [] } : null);
    }
    const hits = [...found.values()].filter((answer) => answer !== null).length;
    metrics.asked(subgraph, { hit: hits, hidden: found.size - hits, miss: keys.length - found.size });
    if (hits > 0) this.kept.set(subgraph, (this.kept.get(subgraph) ?? 0) + hits);
    const missing = keys.filter((key) => !found.has(key));
    const learned = missing.length > 0 ? await this.learn(question, keys, missing, stamp) : new Map<string, Learned>();
    return keys.map((key) => found.get(key) ?? this.answerIn(learned.get(key)));
  }

  /** Asks as nobody, in one call, for what nobody is asking for already. */
  private async learn(
    { subgraph, policy, representations, ask }: EntityQuestion,
    keys: readonly string[],
    missing: readonly string[],
    stamp: string,
  ): Promise<ReadonlyMap<string, Learned>> {
    const { flights } = this.cache;
    const flightOf = (key: string): string => `${stamp}|${key}`;
    const headers = await this.asking.nobodysHeaders();
    // What is asked for since the last change; before it, another answer was true.
    const unasked = new Set(flights.missing(missing.map(flightOf)));
    const asked = missing.filter((key) => unasked.has(flightOf(key)));
    if (asked.length > 0) {
      const places = new Map(keys.map((key, index) => [key, index]));
      flights.begin([...unasked], async (signal) => {
        const list = asked.map((key) => representations[places.get(key)!]!);
        const learned = learnedFrom(await ask(list, { headers, signal }), asked, policy.unlessNull);
        for (const [key, one] of learned)
          if (one.kind === 'shown' && this.cache.stampOf(subgraph) === stamp)
            this.cache.keep(key, one, stamp, policy.maxAge);
        return learned;
      });
    }
    const landed = await flights.join(missing.map(flightOf), this.signal);
    if (landed) return new Map(landed.flatMap((learned) => [...learned]));
    const {
      errors: [error],
    } = this.signal ? stoppedBy(subgraph, this.signal) : new NoAnswer(subgraph, 'cancelled');
    return new Map(missing.map((key) => [key, { kind: 'unanswered', error: error! }]));
  }

  private answerIn(learned: Learned | undefined): EntityAnswer | null {
    if (!learned || learned.kind === 'unclear') return null;
    if (learned.kind === 'unanswered') return failedBy(learned.error);
    const { isNobody } = this.asking;
    if (learned.kind === 'shown' && learned.isHidden && !isNobody) return null;
    if (learned.kind === 'failed' && !isNobody) return null;
    return { value: JSON.parse(learned.text) as unknown, errors: learned.kind === 'failed' ? learned.errors : [] };
  }
}

function failedBy(error: EntityAnswer['errors'][number]['error']): EntityAnswer {
  return { value: null, errors: [{ error, below: [] }] };
}
