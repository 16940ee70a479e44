import { gzipSync } from 'node:zlib';
import { fine, malformed, type Abuse, type Refused } from './abuse';

const notFound: Refused = { status: 404, code: 'NOT_FOUND', before: 'reading' };
const gzipBomb = gzipSync(Buffer.alloc(50_000_000, 0x20), { level: 9 });

/** What HTTP can hold. */
export const requests: readonly Abuse[] = [
  { name: 'HTTP: a gzip bomb', headers: { 'content-encoding': 'gzip' }, body: gzipBomb, expected: malformed },
  {
    name: 'HTTP: ten megabytes, announced',
    headers: { 'content-length': '10000000' },
    body: fine,
    expected: { status: 413, code: 'REQUEST_TOO_LARGE', before: 'reading' },
  },
  { name: 'HTTP: an unknown encoding', headers: { 'content-encoding': 'x-nothing' }, body: fine, expected: malformed },
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/html',
    'application/json5',
  ].map((type): Abuse => ({
    name: `HTTP: a form of another site: ${type}`,
    headers: { 'content-type': type },
    body: fine,
    expected: malformed,
  })),
  { name: 'HTTP: no content type', headers: { 'content-type': '' }, body: fine, expected: malformed },
  {
    name: 'HTTP: a mutation by GET',
    method: 'GET',
    path: `/graphql?query=${encodeURIComponent('mutation { touch { id } }')}`,
    body: '',
    expected: { status: 405, code: 'METHOD_NOT_ALLOWED', before: 'planning' },
  },
  {
    name: 'HTTP: a path of prototype names',
    method: 'GET',
    path: '/__proto__/constructor',
    body: '',
    expected: notFound,
  },
  { name: 'HTTP: a path that cannot be decoded', method: 'GET', path: '/%ff%', body: '', expected: malformed },
  {
    name: 'HTTP: a token of ten thousand characters',
    headers: { authorization: `Bearer ${'x'.repeat(10_000)}` },
    body: fine,
    expected: { status: 401, code: 'INVALID_TOKEN', before: 'reading' },
  },
];
