import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { openSdk } from '../tracing/sdk';
import type { Tracing } from '../tracing/start';
import { silentLog } from './silent-log';
import { until } from './until';

/** Leaves out what had begun when it was told to forget: a response may reach its client before its span ends. */
class ForgetfulProcessor extends SimpleSpanProcessor {
  private readonly running = new Set<string>();
  private readonly forgotten = new Set<string>();

  override onStart(...[span]: Parameters<SimpleSpanProcessor['onStart']>): void {
    this.running.add(span.spanContext().spanId);
  }

  override onEnd(span: ReadableSpan): void {
    const { spanId } = span.spanContext();
    this.running.delete(spanId);
    if (!this.forgotten.delete(spanId)) super.onEnd(span);
  }

  forget(): void {
    for (const spanId of this.running) this.forgotten.add(spanId);
  }
}

/** The spans of this process that have ended, in memory instead of at a collector. */
export class RecordedSpans {
  private readonly exporter = new InMemorySpanExporter();
  private readonly processor = new ForgetfulProcessor(this.exporter);
  private tracing: Tracing | null = null;

  start(ratio = 1): void {
    this.tracing = openSdk({ service: 'test', ratio, processor: this.processor, log: silentLog });
  }

  async stop(): Promise<void> {
    await this.tracing?.stop();
  }

  get all(): readonly ReadableSpan[] {
    return this.exporter.getFinishedSpans();
  }

  /** From now on only what begins now. */
  clear(): void {
    this.processor.forget();
    this.exporter.reset();
  }

  /** The only span of this name, once it has ended: a response may reach its client before its span ends. */
  async one(name: string): Promise<ReadableSpan> {
    const found = (): ReadableSpan[] => this.all.filter((span) => span.name === name);
    await until(() => found().length > 0);
    const [first, ...others] = found();
    if (!first || others.length > 0) throw new Error(`${others.length + 1} spans are named ${name}.`);
    return first;
  }

  /** The span and all below it, a line for each, children in the order in which they began; without SQL. */
  tree(root: ReadableSpan, depth = 0): string {
    const below = this.below(root).filter((span) => !isSql(span));
    return [
      `${'  '.repeat(depth)}${root.name}`,
      ...below
        .sort((one, other) => milliseconds(one.startTime) - milliseconds(other.startTime))
        .map((span) => this.tree(span, depth + 1)),
    ].join('\n');
  }

  /** The children of a span. */
  below(parent: ReadableSpan): ReadableSpan[] {
    const { spanId } = parent.spanContext();
    return this.all.filter((span) => span.parentSpanContext?.spanId === spanId);
  }

  /** The statements directly below a span. */
  statements(parent: ReadableSpan): string[] {
    return this.below(parent)
      .filter(isSql)
      .map(({ attributes }) => String(attributes['db.query.text']));
  }
}

/** Records what a file's tests trace. To be called before what is traced opens. */
export function recordSpans(): RecordedSpans {
  const spans = new RecordedSpans();
  beforeAll(() => spans.start());
  afterAll(() => spans.stop());
  return spans;
}

const isSql = ({ attributes }: ReadableSpan): boolean => attributes['db.system.name'] !== undefined;

const milliseconds = ([seconds, nanoseconds]: ReadableSpan['startTime']): number => seconds * 1e3 + nanoseconds / 1e6;
