import { createReadStream, statSync } from 'node:fs';
import { Client } from 'undici';

/** A file that is sent as one request. */
export interface SendOrder {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly file: string;
}

/** Seconds until all of it was taken. */
export interface Sent {
  readonly seconds: number;
  readonly status: number;
  readonly text: string;
}

async function send({ url, headers, file }: SendOrder): Promise<Sent> {
  const { origin, pathname: path } = new URL(url);
  const client = new Client(origin, { headersTimeout: 0, bodyTimeout: 0 });
  const startedAt = performance.now();
  const body = createReadStream(file, { highWaterMark: 1_048_576 });
  const length = { 'content-length': String(statSync(file).size) };
  const answer = await client.request({ method: 'PATCH', path, headers: { ...headers, ...length }, body });
  const text = await answer.body.text();
  const seconds = (performance.now() - startedAt) / 1_000;
  await client.close();
  return { seconds, status: answer.statusCode, text };
}

void send(JSON.parse(process.argv[2] ?? '{}') as SendOrder).then((sent) => process.send?.(sent));
