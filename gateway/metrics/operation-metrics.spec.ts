import { Registry } from 'prom-client';
import { fieldMetrics } from './field-metrics';
import { operationMetrics } from './operation-metrics';

const limits = { labels: 3, candidates: 20, uses: 2 };

function open() {
  const registry = new Registry();
  const metrics = operationMetrics(registry, limits);
  const ask = (name: string | null, times = 1, isRegistered = false): void => {
    for (let time = 0; time < times; time += 1) metrics.answered({ name, isRegistered, outcome: 'ok', seconds: 0.01 });
  };
  /** How often each label was seen. */
  const seen = async (): Promise<Record<string, number>> => {
    const lines = [
      ...(await registry.metrics()).matchAll(/^lyceum_gateway_operations_total\{operation="(\w+)".*\} (\d+)$/gm),
    ];
    return Object.fromEntries(lines.map(([, name, count]) => [name, Number(count)]));
  };
  return { registry, metrics, ask, seen };
}

it('operations are counted and timed by name and outcome', async () => {
  const { registry, metrics } = open();
  const page = { name: 'Page', isRegistered: true } as const;
  metrics.answered({ ...page, outcome: 'ok', seconds: 0.02 });
  metrics.answered({ ...page, outcome: 'ok', seconds: 0.2 });
  metrics.answered({ ...page, outcome: 'unavailable', seconds: 3 });
  expect((await registry.metrics()).split('\n')).toEqual(
    expect.arrayContaining([
      'lyceum_gateway_operations_total{operation="Page",outcome="ok"} 2',
      'lyceum_gateway_operations_total{operation="Page",outcome="unavailable"} 1',
      'lyceum_gateway_operation_duration_seconds_bucket{le="0.25",operation="Page"} 2',
      'lyceum_gateway_operation_duration_seconds_count{operation="Page"} 3',
    ]),
  );
});

it('a registered name is a label at once, another once it is seen often enough', async () => {
  const { ask, seen } = open();
  ask('Registered', 1, true);
  ask('Often', 3);
  ask('Once');
  ask(null, 2);
  // The first time that a name is seen, nobody knows that it will be seen again.
  expect(await seen()).toEqual({ Registered: 1, Often: 2, other: 2, anonymous: 2 });
});

it('names that nobody can tell apart by their number are one label, and take no memory', async () => {
  const { registry, ask, seen } = open();
  ask('Registered', 1, true);
  for (let number = 0; number < 10_000; number += 1) ask(`Random${number}`);
  expect(await seen()).toEqual({ Registered: 1, other: 10_000 });
  ask('x'.repeat(1_000), 50);
  expect((await registry.metrics()).length).toBeLessThan(4_000);
});

it('who is seen more takes the place of who is seen least, never that of a registered one', async () => {
  const { ask, seen } = open();
  ask('Registered', 1, true);
  ask('Often', 10);
  ask('Rare', 2);
  ask('New', 2);
  expect(Object.keys(await seen())).not.toContain('New');
  ask('New', 1);
  const labels = Object.keys(await seen());
  expect(labels).toEqual(expect.arrayContaining(['Registered', 'Often', 'New', 'other']));
  expect(labels).not.toContain('Rare');
  ask('Registered2', 1, true);
  ask('Registered3', 1, true);
  expect(Object.keys(await seen()).toSorted()).toEqual(['Registered', 'Registered2', 'Registered3', 'other']);
  ask('Busy', 1_000);
  expect(Object.keys(await seen())).not.toContain('Busy');
});

it('fields beyond the limit are one label', async () => {
  const registry = new Registry();
  const metrics = fieldMetrics(registry, 2);
  for (const field of ['A.one', 'A.two', 'A.three', 'A.four', 'A.one']) metrics.called(field, 0.1);
  metrics.failed('A.four');
  const lines = (await registry.metrics()).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'lyceum_gateway_field_call_duration_seconds_count{field="A.one"} 2',
      'lyceum_gateway_field_call_duration_seconds_count{field="other"} 2',
      'lyceum_gateway_field_errors_total{field="other"} 1',
    ]),
  );
  expect(lines.join()).not.toContain('A.three');
});
