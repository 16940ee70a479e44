import { Database } from '../../kit/database/database';
import type { Log } from '../../kit/log/log';
import type { UsageStore } from './usage';
import type { FieldUse } from './usage-counts';
import { usageMigrations } from './usage.migrations';

/** Days after which nobody asks any more whether a field was used. */
const keptDays = 200;

export interface FieldCount {
  readonly coordinate: string;
  readonly count: number;
}

export interface UsageQuestion {
  /** The first day that counts, YYYY-MM-DD. */
  readonly since: string;
  /** Absent: all of them. */
  readonly client?: string | undefined;
}

/** Which fields were asked for, in the gateway's own database: any number of gateways add to the same rows. */
export class UsageDatabase implements UsageStore {
  private lastDay = '';

  private constructor(private readonly database: Database) {}

  /** Opens it and brings it up to date. */
  static async open({ url, log }: { readonly url: string; readonly log: Log }): Promise<UsageDatabase> {
    const database = await Database.open({
      url,
      entities: [],
      migrations: usageMigrations,
      poolSize: 2,
      // No request waits for it.
      connectTimeout: 30_000,
      log,
    });
    try {
      await database.migrate();
      return new UsageDatabase(database);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  async add(uses: readonly FieldUse[]): Promise<void> {
    const columns = (['coordinate', 'client', 'version', 'day', 'count'] as const).map((name) =>
      uses.map((use) => use[name]),
    );
    // In one order, so that two gateways never wait for each other's rows.
    await this.database.transaction((manager) =>
      manager.query(
        `INSERT INTO field_use (coordinate, client, version, day, count)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::bigint[])
         ORDER BY 4, 2, 3, 1
         ON CONFLICT (day, client, version, coordinate) DO UPDATE SET count = field_use.count + excluded.count`,
        columns,
      ),
    );
    await this.forgetOld(uses.at(-1)?.day ?? '');
  }

  /** How often each field was asked for, the one asked for most first. */
  async used({ since, client }: UsageQuestion): Promise<FieldCount[]> {
    return this.database.manager.query<FieldCount[]>(
      `SELECT coordinate, sum(count)::float8 AS count FROM field_use
        WHERE day >= $1::date AND ($2::text IS NULL OR client = $2)
        GROUP BY coordinate ORDER BY count DESC, coordinate`,
      [since, client ?? null],
    );
  }

  /** The first day that anything was counted, YYYY-MM-DD; null where nothing was. */
  async firstDay(): Promise<string | null> {
    const [row] = await this.database.manager.query<{ day: string | null }[]>(
      'SELECT min(day)::text AS day FROM field_use',
    );
    return row?.day ?? null;
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Once a day. What has been added stays added, whether this works or not. */
  private async forgetOld(day: string): Promise<void> {
    if (day === '' || day === this.lastDay) return;
    this.lastDay = day;
    await this.database.manager
      .query('DELETE FROM field_use WHERE day < $1::date - $2::integer', [day, keptDays])
      .catch(() => (this.lastDay = ''));
  }
}
