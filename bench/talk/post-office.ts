import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { beginChild } from '../measure/child';
import type { Databases } from '../measure/databases';
import type { Letters } from './serve-letters';

/** Notifications in a process of their own, and a server that takes their letters and throws them away. */
export class PostOffice {
  private constructor(
    private readonly server: ChildProcess,
    private readonly mail: ChildProcess,
    readonly url: string,
    readonly smtpUrl: string,
    /** Past every wall, to write what only measures, and to look. */
    readonly superuser: Client,
  ) {}

  static async open({ settings }: Pick<Databases, 'settings'>): Promise<PostOffice> {
    const mail = await beginChild(join(__dirname, 'serve-letters.js'), {});
    const smtpUrl = `smtp://127.0.0.1:${(mail.answer as { port: number }).port}`;
    const order = { settings: { ...settings, SMTP_URL: smtpUrl } };
    const server = await beginChild(join(__dirname, 'serve-notifications.js'), order);
    const { port } = server.answer as { port: number };
    const at = new URL(settings['DATABASE_URL']!);
    Object.assign(at, { username: 'postgres', pathname: '/lyceum_notifications' });
    const superuser = new Client({ connectionString: at.toString() });
    await superuser.connect();
    return new PostOffice(server.child, mail.child, `http://127.0.0.1:${port}/graphql`, smtpUrl, superuser);
  }

  get pid(): number {
    return this.server.pid!;
  }

  /** Its jobs begin to run. */
  async work(): Promise<void> {
    this.server.send('work');
    await once(this.server, 'message');
  }

  async letters(): Promise<Letters> {
    this.mail.send('letters');
    const [letters] = (await once(this.mail, 'message')) as [Letters];
    return letters;
  }

  /** Looks now and then. @throws where the number does not grow for a minute */
  async until(wanted: number, count: () => Promise<number>): Promise<void> {
    let [last, since] = [-1, performance.now()];
    for (let now = await count(); now < wanted; now = await count()) {
      if (now !== last) [last, since] = [now, performance.now()];
      if (performance.now() - since > 60_000) throw new Error(`It stays at ${now} of ${wanted}.`);
      await wait(100);
    }
  }

  async count(sql: string, values: readonly unknown[] = []): Promise<number> {
    const { rows } = await this.superuser.query<{ count: string }>(sql, [...values]);
    return Number(rows[0]!.count);
  }

  async close(): Promise<void> {
    await this.superuser.end();
    for (const child of [this.server, this.mail]) if (child.connected) child.disconnect();
  }
}
