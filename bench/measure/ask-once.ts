import type { Client } from 'undici';

export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const isData = Buffer.from('{"data":{');
const hasErrors = Buffer.from('"errors":[');

/**
 * Sends one request. Resolves to what is wrong with the answer, or to null when it is data: nothing is parsed, for the
 * answers are compared elsewhere.
 */
export function askOnce(client: Client, { path, headers, body }: Request): Promise<string | null> {
  return new Promise((resolve) => {
    let isFirst = true;
    let problem: string | null = 'no data';
    client.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, status) => void (problem = status === 200 ? problem : `status ${status}`),
        onResponseData: (_controller, chunk) => {
          if (isFirst && chunk.subarray(0, isData.length).equals(isData)) problem = null;
          if (chunk.includes(hasErrors)) problem = 'errors';
          isFirst = false;
        },
        onResponseEnd: () => resolve(problem),
        onResponseError: (_controller, error) => resolve(error.message),
      },
    );
  });
}
