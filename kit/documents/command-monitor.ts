import { SpanKind, type Span } from '@opentelemetry/api';
import type { CommandFailedEvent, CommandStartedEvent, MongoClient } from 'mongodb';
import type { Log } from '../log/log';
import { markFailed, startSpanWithin } from '../tracing/span';

const counted = new Set(['find', 'aggregate', 'insert', 'update', 'delete', 'findAndModify', 'count', 'distinct']);
/** How transactions begin and how events and jobs travel is no part of what an operation costs. */
const uncounted = new Set(['begin', 'outbox', 'inbox', 'migration']);

/** Counts commands for tests, makes spans of them, and keeps their names at trace level. */
export class CommandMonitor {
  count = 0;
  private readonly spans = new Map<number, Span>();

  constructor(
    client: MongoClient,
    private readonly log: Log,
  ) {
    client.on('commandStarted', (event) => this.started(event));
    client.on('commandSucceeded', ({ requestId }) => this.ended(requestId));
    client.on('commandFailed', (event) => this.failed(event));
  }

  private started({ commandName, command, requestId }: CommandStartedEvent): void {
    if (!counted.has(commandName)) return;
    const collection = String(command[commandName]);
    if (!uncounted.has(collection)) this.count += 1;
    const attributes = {
      'db.system.name': 'mongodb',
      'db.operation.name': commandName,
      'db.collection.name': collection,
    };
    const span = startSpanWithin(`${commandName} ${collection}`, { kind: SpanKind.CLIENT, attributes });
    if (span) this.spans.set(requestId, span);
    this.log.trace({ command: commandName, collection }, 'command');
  }

  private failed({ requestId, commandName, failure }: CommandFailedEvent): void {
    markFailed(this.spans.get(requestId), failure.name);
    this.ended(requestId);
    this.log.debug({ command: commandName, error: failure }, 'command failed');
  }

  private ended(requestId: number): void {
    this.spans.get(requestId)?.end();
    this.spans.delete(requestId);
  }
}
