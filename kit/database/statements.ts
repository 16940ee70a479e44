import { AbstractLogger, type LogLevel, type LogMessage, type QueryRunner } from 'typeorm';
import type { Log } from '../log/log';
import { noteWrites } from './written-tables';

const transactionControl = /^(START TRANSACTION|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/i;

/** Counts statements for tests and for the bench, keeps their text at trace level. */
export class StatementCounter extends AbstractLogger {
  count = 0;
  /** The last statements, for a test that wants to see what it counted. */
  readonly recent: string[] = [];

  constructor(private readonly out: Log) {
    super(['query', 'error', 'warn', 'migration']);
  }

  override logQuery(query: string, _parameters?: unknown[], runner?: QueryRunner): void {
    if (transactionControl.test(query)) return;
    this.count += 1;
    // Only who commits tells what was written: most reads are outside of transactions.
    if (runner?.isTransactionActive) noteWrites(runner, query);
    this.recent.push(query);
    if (this.recent.length > 200) this.recent.shift();
    this.out.trace({ sql: query }, 'statement');
  }

  override logQueryError(error: string | Error, query: string): void {
    this.out.debug({ error, sql: query }, 'statement failed');
  }

  protected writeLog(level: LogLevel, message: LogMessage | string | number | (LogMessage | string | number)[]): void {
    this.out.debug({ level, message }, 'database');
  }
}
