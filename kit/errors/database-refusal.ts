import type { CodedError } from './errors';
import { kitErrors } from './kit-errors';
import { sqlState } from '../database/sql-state';

/** SQLSTATE class 22 (PostgreSQL, appendix A): the data itself cannot be stored, such as a NUL byte or a number out of range. */
const badData = /^22/;
/** Connection lost, shutting down, too many clients, statement timeout. */
const unreachable = /^(08|57P|53|57014)/;
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT']);

/** Turns what a database driver throws into a coded refusal, or nothing when it is a fault of ours. */
export function databaseRefusal(error: unknown): CodedError | undefined {
  const code = sqlState(error);
  if (badData.test(code)) return kitErrors.BAD_INPUT({ fields: {} });
  if (unreachable.test(code) || networkCodes.has(code) || lostConnection(error)) return kitErrors.UNAVAILABLE();
  return undefined;
}

function lostConnection(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    message,
  );
}
