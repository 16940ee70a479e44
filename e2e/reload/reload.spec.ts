import { openApolloEngine } from '../../gateway/engine/apollo/apollo-engine';
import { openCompiledEngine } from '../../gateway/engine/compiled/compiled-engine';
import { openCompiledEngineInThread } from '../../gateway/engine/compiled/engine-here';
import { ComposedSource } from '../../gateway/supergraph/composed-source';
import { openSmallGateway, type SmallGateway } from '../../gateway/testing/small-gateway';
import type { Result } from '../../kit/graphql/execute';
import { observed, type Observed } from './observed-engine';
import { parts, supergraphs } from './school';

const switches = 20;
const clients = 6;
const names = Array.from({ length: clients }, (_, index) => `Client${index}`);

const always = (name: string): string => `query ${name} { courses { title teacher { name } } }`;
const onlyAfter = (name: string): string => `query ${name} { courses { level teacher { name } } }`;

// Planning in this thread: what a switch does to requests is the same, and twenty starts of planner threads are not.
describe.each([
  ['compiled', openCompiledEngineInThread],
  ['apollo', openApolloEngine],
])('the %s engine, while the supergraph changes back and forth under load', (_, open) => {
  let now: keyof typeof supergraphs;
  let source: ComposedSource;
  let gateway: SmallGateway;
  let opened: readonly Observed[];
  let load: { isOver: boolean };

  beforeEach(async () => {
    now = 'before';
    load = { isOver: false };
    source = new ComposedSource(() => supergraphs[now]);
    const { openEngine, engines: seen } = observed(open);
    opened = seen;
    gateway = await openSmallGateway(parts, { supergraph: source, openEngine });
  });

  afterEach(() => gateway.app.close());

  const codesOf = ({ errors = [] }: Result): unknown[] => errors.map(({ extensions }) => extensions?.['code']);
  const knowsLevel = async (): Promise<boolean> => codesOf(await gateway.ask('{ courses { level } }')).length === 0;

  async function switchTo(next: keyof typeof supergraphs): Promise<void> {
    now = next;
    source.recompose();
    while ((await knowsLevel()) !== (next === 'after')) continue;
  }

  /** A client that asks one thing after the other until it is over, and everything that it was answered. */
  async function client(query: string): Promise<Result[]> {
    const results: Result[] = [];
    while (!load.isOver) results.push(await gateway.ask(query));
    return results;
  }

  it('no request fails; who asks for the new field gets it whole or is told that there is none', async () => {
    const expected = JSON.stringify(await gateway.ask(always('Alone')));
    const steady = names.map((each) => client(always(each)));
    const curious = names.map((each) => client(onlyAfter(each)));
    for (let count = 0; count < switches; count += 1) await switchTo(now === 'before' ? 'after' : 'before');
    load.isOver = true;

    const unchanged = (await Promise.all(steady)).flat();
    expect(expected).toContain('{"title":"Course 1","teacher":{"name":"Grace"}}');
    expect(unchanged.filter((result) => JSON.stringify(result) !== expected)).toEqual([]);
    expect(unchanged.length).toBeGreaterThan(switches);

    const changed = (await Promise.all(curious)).flat();
    const whole = changed.filter(({ errors }) => errors === undefined);
    const refused = changed.filter(({ errors }) => errors !== undefined);
    expect([...new Set(whole.map((result) => JSON.stringify(result)))]).toEqual([
      expect.stringContaining('{"level":1,"teacher":{"name":"Grace"}}'),
    ]);
    expect(refused.filter(({ data }) => data !== undefined)).toEqual([]);
    expect([...new Set(refused.flatMap(codesOf))]).toEqual(['GRAPHQL_VALIDATION_FAILED']);

    expect(opened).toHaveLength(switches + 1);
    expect(opened.map(({ atRisk }) => atRisk)).toEqual(opened.map(() => 0));
    expect(opened.map(({ isStopped }) => isStopped)).toEqual(opened.map((_, index) => index < switches));
  });
});

it('what is asked often has been planned before the new supergraph is served', async () => {
  let sdl = supergraphs.before;
  const source = new ComposedSource(() => sdl);
  const { openEngine, engines: opened } = observed(openCompiledEngine);
  const gateway = await openSmallGateway(parts, { supergraph: source, openEngine });
  try {
    for (const name of names) await gateway.ask(always(name));
    sdl = supergraphs.after;
    source.recompose();
    while (!opened[1]?.requests) await Promise.all(names.map((name) => gateway.ask(always(name))));
    await Promise.all(names.map((name) => gateway.ask(always(name))));
    expect(opened.map(({ plannedWhileServing }) => plannedWhileServing > 0)).toEqual([true, false]);
  } finally {
    await gateway.app.close();
  }
});
