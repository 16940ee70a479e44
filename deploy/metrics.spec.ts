import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { openSmallGateway, type SmallGateway } from '../gateway/testing/small-gateway';
import { describeWithPromtool, promtool } from '../kit/testing/promtool';

const prometheus = join(__dirname, 'prometheus');
const dashboards = join(__dirname, 'grafana', 'dashboards');
const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

const rulesShape = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const dashboardShape = z.object({
  uid: z.string(),
  title: z.string(),
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
  templating: z.object({ list: z.array(z.object({ name: z.string(), query: z.unknown() })) }),
});

const rules = rulesShape.parse(parse(read(prometheus, 'alerts.yml'))).groups.flatMap((group) => group.rules);
const boards = readdirSync(dashboards).map((file) => dashboardShape.parse(JSON.parse(read(dashboards, file))));

/** Words of PromQL that are no metric, beside functions, which have a bracket behind them. */
const words = new Set(['by', 'without', 'and', 'or', 'unless', 'on', 'ignoring', 'group_left', 'group_right', 'bool']);

/** The metrics that an expression reads. */
function metricsIn(expression: string): string[] {
  const bare = expression
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, ' ');
  const names = [...bare.matchAll(/(?<![\w$.])([a-zA-Z_:][\w:]*)\b(?!\s*\()/g)].map(([, name]) => name!);
  return names.filter((name) => !words.has(name));
}

describe('what rules and dashboards read', () => {
  let gateway: SmallGateway;
  /** Those of the product, and `up`, which Prometheus makes itself. */
  const known = new Set(['up']);

  beforeAll(async () => {
    const users = { sdl: 'type Query { me: String }', answer: () => Promise.resolve({ data: { me: 'ada' } }) };
    gateway = await openSmallGateway({ users });
    await gateway.ask('query Me { me }');
    const { body } = await gateway.app.inject({ url: '/metrics' });
    for (const [, name, type] of body.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      const parts = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      for (const part of parts) known.add(`${name}${part}`);
    }
  });
  afterAll(() => gateway.app.close());

  const unknownIn = (expression: string): string[] => metricsIn(expression).filter((name) => !known.has(name));

  it.each(rules)('exists: $alert', ({ expr }) => {
    expect(metricsIn(expr)).not.toEqual([]);
    expect(unknownIn(expr)).toEqual([]);
  });

  it.each(boards.flatMap(({ uid, panels }) => panels.map((panel) => ({ uid, ...panel }))))(
    'exists: $uid, $title',
    ({ targets }) => {
      for (const { expr } of targets) {
        expect(metricsIn(expr)).not.toEqual([]);
        expect(unknownIn(expr)).toEqual([]);
      }
    },
  );

  it('exists, where dashboards ask which gateways there are', () => {
    const asked = boards.flatMap(({ templating }) =>
      templating.list.flatMap(({ query }) => [...(/label_values\((\w+),/.exec(JSON.stringify(query))?.slice(1) ?? [])]),
    );
    expect(asked).toHaveLength(boards.length);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it('would be missed, were it misspelt', () => {
    const expression = 'sum by (le) (rate(lyceum_gateway_request_total{kind="query"}[5m])) / ignoring (of) up > 0.8';
    expect(metricsIn(expression)).toEqual(['lyceum_gateway_request_total', 'up']);
    expect(unknownIn(expression)).toEqual(['lyceum_gateway_request_total']);
    // A histogram is read by its parts.
    expect(unknownIn('lyceum_gateway_request_duration_seconds')).not.toEqual([]);
  });
});

it('each dashboard has an address and a title of its own', () => {
  const distinct = (name: 'uid' | 'title') => new Set(boards.map((board) => board[name])).size;
  expect([distinct('uid'), distinct('title')]).toEqual([4, 4]);
});

describeWithPromtool('promtool', () => {
  it.each([
    ['accepts the rules', ['check', 'rules', '--lint=all', '--lint-fatal', join(prometheus, 'alerts.yml')]],
    ['accepts the configuration', ['check', 'config', '--syntax-only', join(prometheus, 'prometheus.yml')]],
    ['finds that alerts fire when they should', ['test', 'rules', join(prometheus, 'alerts.test.yml')]],
  ])('%s', async (_, args) => {
    expect(await promtool(...args)).toMatchObject({ isFine: true });
  });
});
