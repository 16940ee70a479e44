import { parse } from 'csv-parse/sync';
import { isUuid } from '../../../kit/scope/ids';
import { enrollmentErrors } from '../enrollment.errors';

export const mostRows = 2_000;
const columns = new Set(['userId', 'cohort', 'expiresAt']);
/** RFC 3339 with a zone, or a day, which means its start in UTC. */
const instantShape = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

export enum BulkProblem {
  BAD_USER_ID = 'BAD_USER_ID',
  BAD_DATE = 'BAD_DATE',
  DATE_PAST = 'DATE_PAST',
  DUPLICATE_ROW = 'DUPLICATE_ROW',
  UNKNOWN_COHORT = 'UNKNOWN_COHORT',
  COURSE_FULL = 'COURSE_FULL',
}

/** A line of the file, as far as it can be judged alone. */
export interface CsvRow {
  readonly line: number;
  readonly userId: string;
  readonly cohort: string | null;
  readonly expiresAt: Date | null;
  readonly problem: BulkProblem | null;
}

/** Reads the whole file. @throws CSV_UNREADABLE where there is no telling what a row would be */
export function readCsv(csv: string, now: Date): CsvRow[] {
  const records = recordsOf(csv);
  const seen = new Set<string>();
  return records.map(({ record, info }) => {
    const userId = (record['userId'] ?? '').toLowerCase();
    const text = record['expiresAt'] ?? '';
    const expiresAt = instantShape.test(text) ? new Date(text) : null;
    const problem = problemOf({ userId, text, expiresAt, now, isRepeated: seen.has(userId) });
    seen.add(userId);
    return { line: info.lines, userId: record['userId'] ?? '', cohort: record['cohort'] || null, expiresAt, problem };
  });
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function recordsOf(csv: string): Parsed[] {
  const parsed = attempt(csv);
  const header = Object.keys(parsed[0]?.record ?? {});
  if (parsed.length === 0) throw enrollmentErrors.CSV_UNREADABLE({ problem: 'it has no rows' });
  if (parsed.length > mostRows) throw enrollmentErrors.CSV_UNREADABLE({ problem: `it has more than ${mostRows} rows` });
  if (!header.includes('userId')) throw enrollmentErrors.CSV_UNREADABLE({ problem: 'it has no column userId' });
  const unknown = header.filter((column) => !columns.has(column));
  if (unknown.length > 0)
    throw enrollmentErrors.CSV_UNREADABLE({ problem: 'it has columns other than userId, cohort and expiresAt' });
  return parsed;
}

function attempt(csv: string): Parsed[] {
  if (csv.includes('\0')) throw enrollmentErrors.CSV_UNREADABLE({ problem: 'it holds a NUL byte' });
  try {
    return parse(csv, {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
      to: mostRows + 1,
      max_record_size: 2_000,
    }) as unknown as Parsed[];
  } catch (error) {
    throw enrollmentErrors.CSV_UNREADABLE({
      problem: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
    });
  }
}

interface Judged {
  readonly userId: string;
  readonly text: string;
  readonly expiresAt: Date | null;
  readonly now: Date;
  readonly isRepeated: boolean;
}

function problemOf({ userId, text, expiresAt, now, isRepeated }: Judged): BulkProblem | null {
  if (!isUuid(userId)) return BulkProblem.BAD_USER_ID;
  if (isRepeated) return BulkProblem.DUPLICATE_ROW;
  if (text !== '' && (expiresAt === null || Number.isNaN(expiresAt.getTime()))) return BulkProblem.BAD_DATE;
  return expiresAt && expiresAt <= now ? BulkProblem.DATE_PAST : null;
}
