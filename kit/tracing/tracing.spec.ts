import { Writable } from 'node:stream';
import { trace } from '@opentelemetry/api';
import { kitErrors } from '../errors/kit-errors';
import { openLog } from '../log/log';
import { RecordedSpans } from '../testing/recorded-spans';
import { continued, linksTo, traceCarrier } from './carrier';
import { operationSpan } from './operation';
import { traced, tracedWithin } from './span';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const elsewhere = { traceparent: `00-${traceId}-b7ad6b7169203331-01` };
const unrecorded = { traceparent: `00-${traceId}-b7ad6b7169203331-00` };

describe('while nothing is traced', () => {
  it('work runs without a span, and nothing goes on elsewhere', () => {
    const seen = traced('work', {}, (span) => [span, trace.getActiveSpan(), traceCarrier()]);
    expect(seen).toEqual([undefined, undefined, {}]);
    expect(continued(elsewhere, () => trace.getActiveSpan())).toBeUndefined();
  });
});

describe('while traces are recorded', () => {
  let spans: RecordedSpans;
  beforeEach(() => (spans = new RecordedSpans()).start());
  afterEach(() => spans.stop());

  const named = (name: string) => spans.all.find((span) => span.name === name)!;

  it('a span that begins within another is its child, also after a wait', async () => {
    await traced('outer', {}, async () => {
      await Promise.resolve();
      traced('inner', { attributes: { size: 3 } }, () => 'done');
    });
    expect(spans.tree(named('outer'))).toBe('outer\n  inner');
    expect(named('inner').attributes).toEqual({ size: 3 });
  });

  it('only what begins a trace does so: the rest is a part of one, or nothing', () => {
    expect(tracedWithin('part', {}, (span) => span)).toBeUndefined();
    expect(spans.all).toEqual([]);
    traced('whole', {}, () => tracedWithin('part', {}, () => undefined));
    expect(spans.tree(named('whole'))).toBe('whole\n  part');
  });

  it('work that fails says by what code or class, never with its message', async () => {
    const secret = 'ada@lyceum.test is taken';
    await expect(traced('later', {}, () => Promise.reject(new TypeError(secret)))).rejects.toThrow(secret);
    expect(() => traced('now', {}, () => failWith(kitErrors.NOT_FOUND()))).toThrow();
    expect(named('later')).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'TypeError' } });
    expect(named('now')).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'NOT_FOUND' } });
    expect(spans.all.flatMap(({ events, status }) => [...events, status.message])).toEqual([undefined, undefined]);
  });

  it('a trace goes on where its carrier arrives', () => {
    const carrier = traced('here', {}, () => traceCarrier());
    continued(carrier, () => traced('there', {}, () => undefined));
    expect(spans.tree(named('here'))).toBe('here\n  there');
    expect(carrier.traceparent).toContain(named('here').spanContext().traceId);
  });

  it.each(['', 'nonsense', '00-00000000000000000000000000000000-0000000000000000-01'])(
    'a malformed carrier is none: %j',
    (traceparent) => {
      continued({ traceparent }, () => traced('work', {}, () => undefined));
      expect(named('work').parentSpanContext).toBeUndefined();
      expect(linksTo({ traceparent })).toEqual([]);
    },
  );

  it('what somebody else decided not to record is not recorded here, and the next one hears of it', () => {
    const carrier = continued(unrecorded, () =>
      traced('whole', {}, () => tracedWithin('part', {}, () => traceCarrier())),
    );
    expect(spans.all).toEqual([]);
    expect(carrier.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
  });

  it('a log line has the id of the trace that is under way', () => {
    const lines: string[] = [];
    const destination = new Writable({
      write: (chunk: Buffer, _encoding, done) => done(void lines.push(String(chunk))),
    });
    const log = openLog({ LOG_LEVEL: 'info' }, { terminal: false, destination });
    continued(elsewhere, () => log.info('within'));
    log.info('outside');
    expect(lines.map((line) => (JSON.parse(line) as { traceId?: string }).traceId)).toEqual([traceId, undefined]);
  });
});

it('records the part of all traces that it is told to', async () => {
  const spans = new RecordedSpans();
  spans.start(0);
  traced('work', {}, () => tracedWithin('part', {}, () => undefined));
  continued(elsewhere, () => traced('of a recorded trace', {}, () => undefined));
  expect(spans.all.map(({ name }) => name)).toEqual(['of a recorded trace']);
  await spans.stop();
});

it('an operation is named as its client named it, up to a length', () => {
  expect(operationSpan({ type: 'query' })).toEqual({
    name: 'query',
    attributes: { 'graphql.operation.type': 'query' },
  });
  expect(operationSpan({ type: 'query', name: 'x'.repeat(5_000) }).name).toHaveLength('query '.length + 100);
});

function failWith(error: Error): never {
  throw error;
}
