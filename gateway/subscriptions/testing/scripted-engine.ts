import { buildSchema } from 'graphql';
import type { GatewayContext } from '../../context';
import type {
  Engine,
  EngineEvent,
  EngineRequest,
  EngineResult,
  SubscribeRequest,
  WarmOperation,
} from '../../engine/engine';
import type { OperationCost } from '../../limits/cost/with-cost-limit';
import { rootFieldOf } from '../operation-reader';
import { PushSource } from './push-source';

const types = `
  type Query { hello: String, deep: Deep }
  type Deep { deep: Deep, name: String }
  type Mutation { touch: Int }
  input Wanted { topics: [ID!] }
  type Subscription {
    ticks(topic: ID, wanted: Wanted): Tick
    news(topic: ID): Tick
    state: Tick
    ledger: Tick
    talk(topic: ID): Said
    door(topic: ID): Boolean
  }
  type Tick { number: Int, text: String }
  type Said { text: String, own: String, secret: String, by: Speaker, others: [Said] }
  type Speaker { id: ID, name: String }
`;

/** The same, with what a supergraph says of its subscriptions. */
export const scriptedSdl = types
  .replace('news(topic: ID): Tick', 'news(topic: ID): Tick @live(access: "PUBLIC")')
  .replace('state: Tick', 'state: Tick @live(overflow: "LATEST")')
  .replace('ledger: Tick', 'ledger: Tick @live(overflow: "DISCONNECT")')
  .replace('talk(topic: ID): Said', '$& @live(gate: "door")')
  .replace(
    'text: String, own: String, secret: String, by: Speaker, others: [Said]',
    `text: String @viewerIndependent, own: String, secret: String @viewerIndependent @policy(policies: [["see"]]),
     by: Speaker @viewerIndependent, others: [Said] @viewerIndependent(unlessNull: true)`,
  )
  .replace('type Speaker', 'type Speaker @join__type(graph: PEOPLE, key: "id")');

/** One subscription of the engine. */
export class OpenedSource extends PushSource<EngineEvent> {
  /** The root field that it was opened for. */
  get field(): string | null {
    return rootFieldOf(this.request);
  }

  /** As whom each event was read. */
  readonly contexts: GatewayContext[] = [];
  /** How often a result was made to text. */
  serialisations = 0;

  constructor(readonly request: SubscribeRequest) {
    super();
  }

  override async next(): Promise<IteratorResult<EngineEvent, void>> {
    const next = await super.next();
    if (!next.done && next.value.kind === 'next') this.contexts.push(await this.request.contextOf());
    return next;
  }

  /** Sends `{ <field>: { number, text } }`. */
  tick(number: number, text = '', cost?: OperationCost): void {
    const data = {
      toJSON: () => {
        this.serialisations += 1;
        return { tick: { number, text } };
      },
    };
    this.push({ kind: 'next', result: { data }, ...(cost && { cost }) });
  }

  /** A gate lets its viewer in. */
  open(): void {
    this.result({ data: { door: true } });
  }

  result(result: EngineResult): void {
    this.push({ kind: 'next', result });
  }
}

/** An engine whose answers and events are a test's. */
export class ScriptedEngine implements Engine {
  readonly name = 'scripted';
  readonly schema = buildSchema(types);
  readonly sources: OpenedSource[] = [];
  readonly executed: EngineRequest[] = [];
  answer: (request: EngineRequest) => Promise<EngineResult> = () => Promise.resolve({ data: { hello: 'world' } });

  readonly execute = (request: EngineRequest): Promise<EngineResult> => {
    this.executed.push(request);
    return this.answer(request);
  };

  readonly subscribe = (request: SubscribeRequest): OpenedSource => {
    const source = new OpenedSource(request);
    this.sources.push(source);
    return source;
  };

  fingerprint = (_operation: WarmOperation): Promise<string> => Promise.resolve('one plan');

  readonly stop = (): Promise<void> => Promise.resolve();

  get open(): OpenedSource[] {
    return this.sources.filter(({ isOpen }) => isOpen);
  }

  get last(): OpenedSource {
    const source = this.sources.at(-1);
    if (!source) throw new Error('Nobody has subscribed.');
    return source;
  }
}
