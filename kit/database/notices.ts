import { Client } from 'pg';
import type { Log } from '../log/log';

interface NoticesOptions {
  readonly url: string;
  readonly channel: string;
  /** Something was told, or may have been while nobody listened. */
  readonly onNotice: () => void;
  readonly log: Log;
}

/** Milliseconds until a connection that was lost is opened again. */
const again = 1_000;

/** Listens to what transactions tell by NOTIFY, in whichever process they run. What is missed is never told again. */
export class Notices {
  private client: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;
  private turn: Promise<void>;

  constructor(private readonly options: NoticesOptions) {
    this.turn = this.listen();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.turn;
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const { url, channel, onNotice, log } = this.options;
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
    // Also what has failed says at its end that it ends.
    client.on('error', (error) => log.debug({ error, channel }, 'a listening connection was lost'));
    client.on('end', () => this.listenAgain());
    client.on('notification', onNotice);
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      this.client = client;
      onNotice();
    } catch (error) {
      log.debug({ error, channel }, 'nobody could listen');
      await client.end().catch(() => undefined);
      this.listenAgain();
    }
  }

  private listenAgain(): void {
    if (this.isClosed) return;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.turn = this.listen()), again);
  }
}
