import { buildSchema, type GraphQLSchema } from 'graphql';
import { silentLog } from '../../kit/testing/silent-log';
import type { Engine, WarmOperation } from '../engine/engine';
import { ComposedSource } from './composed-source';
import { LiveSupergraph } from './live-supergraph';

/** An engine that answers with its own SDL, and says whether it was stopped. */
class FakeEngine implements Engine {
  readonly name = 'fake';
  readonly schema: GraphQLSchema;
  isStopped = false;
  warmed: readonly WarmOperation[] = [];
  hot: readonly WarmOperation[] = [];

  constructor(readonly sdl: string) {
    this.schema = buildSchema(sdl, { assumeValidSDL: true });
  }

  execute = () => Promise.resolve({ data: this.sdl });
  warm = (operations: readonly WarmOperation[]): Promise<void> => {
    this.warmed = operations;
    return Promise.resolve();
  };
  hotOperations = () => this.hot;
  stop = () => {
    this.isStopped = true;
    return Promise.resolve();
  };
}

const sdlOf = (field: string): string => `type Query { ${field}: String }`;
const [a, b, c] = ['a', 'b', 'c'].map(sdlOf) as [string, string, string];
const flush = () => new Promise((resolve) => setImmediate(resolve));

class World {
  readonly engines: FakeEngine[] = [];
  readonly changes: string[] = [];
  now = a;
  readonly source = new ComposedSource(() => this.now);
  /** Holds opening back until it is resolved. */
  gate: Promise<void> = Promise.resolve();

  open(): Promise<LiveSupergraph> {
    return LiveSupergraph.open({
      source: this.source,
      log: silentLog,
      metrics: { switched: () => this.changes.push('switched'), refused: () => this.changes.push('refused') },
      open: async (sdl) => {
        await this.gate;
        const engine = new FakeEngine(sdl);
        this.engines.push(engine);
        return engine;
      },
    });
  }

  change(sdl: string): void {
    this.now = sdl;
    this.source.recompose();
  }

  async changed(sdl: string): Promise<void> {
    this.change(sdl);
    await flush();
  }
}

describe('a supergraph that changes', () => {
  let world: World;
  let live: LiveSupergraph;

  beforeEach(async () => {
    world = new World();
    live = await world.open();
  });

  afterEach(() => live.close());

  const sdl = (): string => (live.engine as FakeEngine).sdl;

  it('is served by a new engine, and the one before stops', async () => {
    await world.changed(b);
    expect(sdl()).toBe(b);
    expect(live.supergraphSdl).toBe(b);
    expect(world.engines.map(({ isStopped }) => isStopped)).toEqual([true, false]);
    expect(world.changes).toEqual(['switched']);
  });

  it('is planned for before it is served', async () => {
    const hot = [{ source: '{ a }', operationName: null }];
    world.engines[0]!.hot = hot;
    const seen: (readonly WarmOperation[])[] = [];
    live.onSwitch((engine) => void seen.push((engine as FakeEngine).warmed));
    await world.changed(b);
    expect(seen).toEqual([hot]);
  });

  it('is served though the plans ahead of it fail', async () => {
    world.engines[0]!.hotOperations = () => {
      throw new Error('cold');
    };
    await world.changed(b);
    expect(sdl()).toBe(b);
  });

  it('is heard of by listeners until they leave; an engine waits for them, also when they fail', async () => {
    let done = (): void => undefined;
    const heard: string[] = [];
    const leave = live.onSwitch((_engine, changed) => {
      heard.push(changed);
      return new Promise((_resolve, reject) => (done = () => reject(new Error('no'))));
    });
    await world.changed(b);
    expect(world.engines[0]!.isStopped).toBe(false);
    done();
    await flush();
    expect(world.engines[0]!.isStopped).toBe(true);
    leave();
    await world.changed(c);
    expect(heard).toEqual([b]);
  });

  it.each([
    ['cannot be read', 'type Query {'],
    ['is no valid schema', 'type Thing { a: String }'],
  ])('that %s changes nothing, and the next one does', async (_, broken) => {
    await world.changed(broken);
    expect(sdl()).toBe(a);
    expect(world.engines[0]!.isStopped).toBe(false);
    await world.changed(b);
    expect(sdl()).toBe(b);
    expect(world.changes).toEqual(['refused', 'switched']);
  });

  it('leaves no engine behind that it refuses', async () => {
    await world.changed('type Thing { a: String }');
    expect(world.engines.map(({ isStopped }) => isStopped)).toEqual([false, true]);
  });

  it('twice in quick succession ends with the last', async () => {
    let openGate = (): void => undefined;
    world.gate = new Promise((resolve) => (openGate = resolve));
    for (const each of [b, c, b, c]) world.change(each);
    openGate();
    await flush();
    expect(sdl()).toBe(c);
    expect(world.engines.map((engine) => engine.sdl)).toEqual([a, b, c]);
  });

  it('and back before the new one was open costs nothing more', async () => {
    let openGate = (): void => undefined;
    world.gate = new Promise((resolve) => (openGate = resolve));
    for (const each of [b, c, b]) world.change(each);
    openGate();
    await flush();
    expect(world.engines.map((engine) => engine.sdl)).toEqual([a, b]);
  });

  it('is opened by nobody any more once it is closed', async () => {
    let openGate = (): void => undefined;
    world.gate = new Promise((resolve) => (openGate = resolve));
    world.change(b);
    const closed = live.close();
    openGate();
    await closed;
    expect(world.engines.map(({ isStopped }) => isStopped)).toEqual([true, true]);
  });
});

describe('requests', () => {
  let world: World;
  let live: LiveSupergraph;

  beforeEach(async () => {
    world = new World();
    live = await world.open();
  });

  afterEach(() => live.close());

  const stopped = (): boolean[] => world.engines.map(({ isStopped }) => isStopped);

  it('run to their end on the engine whose schema they were checked against', async () => {
    const leave = live.enter();
    const { schema } = live.engine;
    await world.changed(b);
    expect(await live.engineOf(schema).execute({} as never)).toEqual({ data: a });
    expect(stopped()).toEqual([false, false]);
    leave();
    expect(stopped()).toEqual([true, false]);
  });

  it('may meet any engine from their beginning on: none of those stops before them', async () => {
    const leave = live.enter();
    await world.changed(b);
    const { schema } = live.engine;
    await world.changed(c);
    expect(live.engineOf(schema)).toBe(world.engines[1]);
    expect(stopped()).toEqual([false, false, false]);
    leave();
    expect(stopped()).toEqual([true, true, false]);
  });

  it('that began later keep nothing that was over before', async () => {
    await world.changed(b);
    const leave = live.enter();
    expect(stopped()).toEqual([true, false]);
    leave();
  });

  it('end once, however often they say so', async () => {
    const leave = live.enter();
    const other = live.enter();
    leave();
    leave();
    await world.changed(b);
    expect(stopped()).toEqual([false, false]);
    other();
    expect(stopped()).toEqual([true, false]);
  });
});

it('cannot be served without a first supergraph that can be used', async () => {
  const world = new World();
  world.now = 'type Query {';
  await expect(world.open()).rejects.toThrow(/^The supergraph cannot be used: Syntax Error/);
});
