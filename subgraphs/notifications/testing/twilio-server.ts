import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { twilioSignature } from '../channel/sms/twilio-signature';

/** What it does with the next messages; null: it takes them. */
export interface TwilioTrouble {
  readonly status: number;
  /** Its own code of what is wrong; absent: it answers no JSON. */
  readonly code?: number;
  readonly retryAfter?: string;
}

export interface TakenMessage {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  readonly statusCallback: string | null;
}

/** A server on this machine that behaves like Twilio's API for messages, its refusals included. */
export class TwilioServer {
  readonly sid = `AC${randomBytes(16).toString('hex')}`;
  readonly token = randomBytes(16).toString('hex');
  readonly from = '+15005550006';
  readonly taken: TakenMessage[] = [];
  /** Numbers whose owners wrote STOP. */
  readonly stopped = new Set<string>();
  trouble: TwilioTrouble | null = null;
  /** Takes a message and is gone before it says so. */
  isGoneAfterwards = false;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async open(): Promise<Record<'TWILIO_ACCOUNT_SID' | 'TWILIO_AUTH_TOKEN' | 'TWILIO_FROM' | 'TWILIO_API_URL', string>> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const { port } = this.server.address() as AddressInfo;
    return {
      TWILIO_ACCOUNT_SID: this.sid,
      TWILIO_AUTH_TOKEN: this.token,
      TWILIO_FROM: this.from,
      TWILIO_API_URL: `http://127.0.0.1:${port}`,
    };
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  to(number: string): readonly TakenMessage[] {
    return this.taken.filter(({ to }) => to === number);
  }

  /** What it POSTs about a message, signed. */
  word({ sid, to, statusCallback: url }: TakenMessage, status: string, errorCode?: string) {
    const params = new URLSearchParams({ AccountSid: this.sid, MessageSid: sid, MessageStatus: status, To: to });
    if (errorCode) params.set('ErrorCode', errorCode);
    const signature = twilioSignature({ token: this.token, url: url!, params });
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
    return { url: url!, headers, payload: params.toString() };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    const right = `Basic ${Buffer.from(`${this.sid}:${this.token}`).toString('base64')}`;
    const isKnown = request.url === `/2010-04-01/Accounts/${this.sid}/Messages.json` && request.method === 'POST';
    if (!isKnown) return refuse(response, { status: 404, code: 20404 });
    if (request.headers.authorization !== right) return refuse(response, { status: 401, code: 20003 });
    if (this.trouble) return refuse(response, this.trouble);
    const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '') as [string, string, string];
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refuse(response, { status: 400, code: 21211 });
    if (this.stopped.has(to)) return refuse(response, { status: 400, code: 21610 });
    if (body === '') return refuse(response, { status: 400, code: 21602 });
    const sid = `SM${randomBytes(16).toString('hex')}`;
    this.taken.push({ sid, to, from, body, statusCallback: form.get('StatusCallback') });
    if (this.isGoneAfterwards) return void request.socket.destroy();
    send(response, 201, { sid, account_sid: this.sid, to, from, body, status: 'queued', error_code: null });
  }
}

function refuse(response: ServerResponse, { status, code, retryAfter }: TwilioTrouble): void {
  if (retryAfter) response.setHeader('retry-after', retryAfter);
  if (code === undefined) return void response.writeHead(status).end('<html>Bad gateway</html>');
  send(response, status, { code, message: 'Refused', more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
