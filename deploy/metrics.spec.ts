import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { supergraphFile } from '../cli/files';
import { readSupergraphConfig } from '../gateway/compose/supergraph-config';
import { openSmallGateway, type SmallGateway } from '../gateway/testing/small-gateway';
import { EventStreamClient } from '../gateway/subscriptions/testing/event-stream-client';
import { serveSubgraph } from '../kit/subgraph/server';
import { describeWithPromtool, promtool } from '../kit/testing/promtool';
import { sample } from '../kit/testing/sample-subgraph';
import { subgraphTest } from '../kit/testing/subgraph-test';
import { until } from '../kit/testing/until';
import { discussions } from '../subgraphs/discussions';
import { media } from '../subgraphs/media';
import { assetFactory } from '../subgraphs/media/asset/asset.factory';
import { AssetState, RefusalReason } from '../subgraphs/media/asset/asset.states';
import { notifications } from '../subgraphs/notifications';
import { contactFactory } from '../subgraphs/notifications/contact/contact.factory';
import { Suppressions, SuppressionReason } from '../subgraphs/notifications/suppression/suppressions';
import { payments } from '../subgraphs/payments';
import { proveLedger } from '../subgraphs/payments/ledger/proof.job';
import { orderFactory } from '../subgraphs/payments/order/order.factory';
import { transcoding } from '../subgraphs/transcoding';
import { TranscodeJobService } from '../subgraphs/transcoding/job/transcode-job.service';
import { jobFactory } from '../subgraphs/transcoding/testing/upload';

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

/** Labels that Prometheus adds. */
const added = ['job', 'instance'];

/** The labels that an expression asks of a metric, and those by which it groups. */
function labelsIn(expression: string): { readonly metric: string; readonly labels: string[] }[] {
  const names = (list = ''): string[] => [...list.matchAll(/(\w+)\s*(?:=|!|,|$)/g)].map(([, name]) => name!);
  const texts = expression.replace(/"[^"]*"/g, '');
  const asked = [...texts.matchAll(/(\w+)\{([^}]*)\}/g)].map(([, metric, list]) => ({
    metric: metric!,
    labels: names(list),
  }));
  const grouped = [...texts.matchAll(/\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g)].flatMap(([, list]) => names(list));
  return [...asked, { metric: '', labels: grouped }];
}

describe('what rules and dashboards read', () => {
  const house = subgraphTest(sample);
  const money = subgraphTest(payments);
  const files = subgraphTest(media);
  const films = subgraphTest(transcoding);
  const news = subgraphTest(notifications);
  const forums = subgraphTest(discussions);
  let gateway: SmallGateway;
  /** The labels of what was seen, by metric; all of them together by no name. */
  const labels = new Map<string, Set<string>>([['', new Set(added)]]);
  /** Those of the product, and `up`, which Prometheus makes itself. */
  const known = new Set(['up']);

  beforeAll(async () => {
    const error = { message: 'no', path: ['me'], extensions: { code: 'NOT_FOUND' } };
    const users = {
      sdl: 'type Query { me: String } type Subscription { ticked: Int }',
      answer: () => Promise.resolve({ data: { me: null }, errors: [error] }),
    };
    gateway = await openSmallGateway({ users }, { settings: { ENGINE: 'compiled', FIELD_SAMPLE_RATIO: '1' } });
    await gateway.ask('query Me { me }');
    const url = `http://127.0.0.1:${gateway.port}`;
    const stream = await EventStreamClient.open(url, { query: 'subscription { ticked }' });
    await until(() => stream.isOver);
    // What is of something that there is not yet has no labels.
    await proveLedger(money.as());
    await money.make(orderFactory, [{}]);
    const refusal = { reason: RefusalReason.BROKEN, detail: null };
    const refused = { ownerId: randomUUID(), state: AssetState.REFUSED, version: { refusal } };
    await files.make(assetFactory, [refused]);
    const [job] = await films.make(jobFactory, [{}]);
    await films.as().get(TranscodeJobService).cancel(job!.id);
    const [reader] = await news.make(contactFactory, [{}]);
    const { mailer, clock } = news.house;
    const registered = { userId: reader!.userId, registeredAt: clock.now().toISOString() };
    mailer.send = () => Promise.reject(new Error('away'));
    await news.deliver('user.registered', registered);
    await news.as().transaction((tx) => tx.get(Suppressions).add('gone@lyceum.test', SuppressionReason.BOUNCE));
    const served = [house, money, files, films, news, forums].map(({ subgraph }) => serveSubgraph(subgraph));
    const pages = await Promise.all([gateway.app, ...served].map((app) => app.inject({ url: '/metrics' })));
    await Promise.all(served.map((app) => app.close()));
    const body = pages.map((page) => page.body).join('\n');
    for (const [, name, list] of body.matchAll(/^(\w+)\{(.*)\} \S+$/gm)) {
      const seen = [...list!.matchAll(/(\w+)="/g)].map(([, label]) => label!);
      for (const metric of [name!, '']) labels.set(metric, new Set([...(labels.get(metric) ?? added), ...seen]));
    }
    for (const [, name, type] of body.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
      const parts = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      for (const part of parts) known.add(`${name}${part}`);
    }
  });
  afterAll(() => gateway.app.close());

  /** Labels that their metrics do not have. What was not seen with any is not judged, but for the groups. */
  const oddIn = (expression: string): string[] =>
    labelsIn(expression).flatMap(({ metric, labels: names }) => {
      const its = labels.get(metric);
      return its ? names.filter((name) => !its.has(name)).map((name) => `${metric}.${name}`) : [];
    });
  const unknownIn = (expression: string): string[] => metricsIn(expression).filter((name) => !known.has(name));

  it.each(rules)('exists: $alert', ({ expr }) => {
    expect(metricsIn(expr)).not.toEqual([]);
    expect([unknownIn(expr), oddIn(expr)]).toEqual([[], []]);
  });

  it.each(boards.flatMap(({ uid, panels }) => panels.map((panel) => ({ uid, ...panel }))))(
    'exists: $uid, $title',
    ({ targets }) => {
      for (const { expr } of targets) {
        expect(metricsIn(expr)).not.toEqual([]);
        expect([unknownIn(expr), oddIn(expr)]).toEqual([[], []]);
      }
    },
  );

  it('exists, where dashboards ask which gateways there are', () => {
    const asked = boards.flatMap(({ templating }) =>
      templating.list.flatMap(({ query }) => [...(/label_values\((\w+),/.exec(JSON.stringify(query))?.slice(1) ?? [])]),
    );
    // What a subgraph counts in its database is the same from each of its processes.
    const choosing = boards.filter(({ panels }) => JSON.stringify(panels).includes('$instance'));
    expect(asked).toHaveLength(choosing.length);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it('would be missed, were it misspelt', () => {
    const expression = 'sum by (le) (rate(lyceum_gateway_request_total{kind="query"}[5m])) / ignoring (of) up > 0.8';
    expect(metricsIn(expression)).toEqual(['lyceum_gateway_request_total', 'up']);
    expect(unknownIn(expression)).toEqual(['lyceum_gateway_request_total']);
    expect(oddIn('sum by (subgraf) (lyceum_gateway_live_limit{off="connections", of=~"a|b"})')).toEqual([
      'lyceum_gateway_live_limit.off',
      '.subgraf',
    ]);
    // A histogram is read by its parts.
    expect(unknownIn('lyceum_gateway_request_duration_seconds')).not.toEqual([]);
  });
});

it('Prometheus asks the gateway and each subgraph where they are', () => {
  const shape = z.object({
    scrape_configs: z.array(z.object({ static_configs: z.array(z.object({ targets: z.array(z.string()) })) })),
  });
  const jobs = shape.parse(parse(read(prometheus, 'prometheus.yml'))).scrape_configs;
  const targets = jobs.flatMap((job) => job.static_configs.flatMap((config) => config.targets));
  const subgraphs = readSupergraphConfig(supergraphFile).map(({ url }) => new URL(url).host);
  expect(targets).toEqual(['gateway:4000', ...subgraphs]);
});

it('each dashboard has an address and a title of its own', () => {
  const distinct = (name: 'uid' | 'title') => new Set(boards.map((board) => board[name])).size;
  expect([distinct('uid'), distinct('title')]).toEqual([8, 8]);
});

describeWithPromtool('promtool', () => {
  it("can read every panel's question", async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lyceum-panels-'));
    const questions = boards.flatMap(({ panels }) => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
    const filled = questions.map((expr, number) => ({
      record: `panel:${number}`,
      expr: expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*'),
    }));
    const file = join(folder, 'panels.yml');
    writeFileSync(file, stringify({ groups: [{ name: 'panels', rules: filled }] }));
    expect(await promtool('check', 'rules', file)).toMatchObject({ isFine: true });
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['accepts the rules', ['check', 'rules', '--lint=all', '--lint-fatal', join(prometheus, 'alerts.yml')]],
    ['accepts the configuration', ['check', 'config', '--syntax-only', join(prometheus, 'prometheus.yml')]],
    ['finds that alerts fire when they should', ['test', 'rules', join(prometheus, 'alerts.test.yml')]],
  ])('%s', async (_, args) => {
    expect(await promtool(...args)).toMatchObject({ isFine: true });
  });
});
