import { request, type Agent, type IncomingMessage } from 'node:http';
import type { Abuse } from './abuse';

export interface AbuseAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

type Sent = Pick<Abuse, 'method' | 'path' | 'headers' | 'body'>;

/** Sends one request as it stands, also where no well-behaved client would. */
export function send(port: number, abuse: Sent, agent?: Agent): Promise<AbuseAnswer> {
  const { method = 'POST', path = '/graphql', headers = {}, body } = abuse;
  return new Promise((resolve, reject) => {
    const given = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers };
    const sent = request({ host: '127.0.0.1', port, method, path, headers: given, agent }, (response) => {
      read(response).then(resolve, reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // The connection was closed after the request before, which was refused in the middle.
      if (sent.reusedSocket && error.code === 'ECONNRESET') send(port, abuse, agent).then(resolve, reject);
      else reject(error);
    });
    sent.end(body);
  });
}

async function read(response: IncomingMessage): Promise<AbuseAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { data, errors = [] } = JSON.parse(Buffer.concat(chunks).toString()) as Partial<AbuseAnswer>;
  return { status: response.statusCode ?? 0, data, errors };
}
