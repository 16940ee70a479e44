import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Migration } from './database';

/**
 * One step forward, as SQL. `name` is CamelCase plus the 13 digits of its creation in milliseconds, which is also its order.
 * There is no way back: a released step is corrected by the next one.
 */
export function migration(name: string, sql: string): Migration {
  return class implements MigrationInterface {
    readonly name = name;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql);
    }

    down(): Promise<void> {
      return Promise.reject(new Error(`${name} goes forward only.`));
    }
  };
}
