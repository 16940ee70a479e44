import { lyceumTest } from '../harness/lyceum';

const opened = lyceumTest();
const json = { 'content-type': 'application/json' };
const fine = JSON.stringify({ query: '{ me { id } }' });

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

async function knock({
  method = 'POST',
  path = '/graphql',
  headers = json,
  body,
}: Given): Promise<{ status: number; codes: unknown[]; text: string }> {
  const init = { method, headers, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(120_000) };
  const response = await fetch(`${opened.lyceum.url}${path}`, init);
  const text = await response.text();
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: { code?: unknown } }[] };
  return { status: response.status, text, codes: errors.map(({ extensions }) => extensions?.code) };
}

it('a plain request is answered', async () => {
  expect(await knock({ body: fine })).toEqual({ status: 200, codes: [], text: '{"data":{"me":null}}' });
});

describe('a request that cannot be read is refused with a code', () => {
  it.each<[string, Given, number, string]>([
    ['not JSON', { body: 'query { me { id } }' }, 400, 'BAD_REQUEST'],
    ['half of some JSON', { body: fine.slice(0, -3) }, 400, 'BAD_REQUEST'],
    ['nothing', {}, 400, 'BAD_REQUEST'],
    ['invalid UTF-8', { body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) }, 400, 'BAD_REQUEST'],
    ['null', { body: 'null' }, 400, 'BAD_REQUEST'],
    ['a string', { body: '"{ me { id } }"' }, 400, 'BAD_REQUEST'],
    ['a number', { body: '1e999' }, 400, 'BAD_REQUEST'],
    ['an empty object', { body: '{}' }, 400, 'BAD_REQUEST'],
    ['a batch', { body: `[${fine},${fine}]` }, 400, 'BAD_REQUEST'],
    ['a query that is no text', { body: '{"query":["{ me { id } }"]}' }, 400, 'BAD_REQUEST'],
    ['variables that are text', { body: '{"query":"{ me { id } }","variables":"{}"}' }, 400, 'BAD_REQUEST'],
    ['variables that are a list', { body: '{"query":"{ me { id } }","variables":[]}' }, 400, 'BAD_REQUEST'],
    ['an operation name that is none', { body: '{"query":"{ me { id } }","operationName":{}}' }, 400, 'BAD_REQUEST'],
    [
      'an operation that is not there',
      { body: '{"query":"query a { me { id } }","operationName":"b"}' },
      400,
      'BAD_REQUEST',
    ],
    [
      'two operations and no name',
      { body: '{"query":"query a { me { id } } query b { me { id } }"}' },
      400,
      'BAD_REQUEST',
    ],
    ['no operation', { body: '{"query":"fragment a on Query { me { id } }"}' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a prototype', { body: '{"query":"{ me { id } }","variables":{"__proto__":{"admin":true}}}' }, 400, 'BAD_REQUEST'],
    [
      'a constructor’s prototype',
      { body: '{"query":"{ me { id } }","variables":{"constructor":{"prototype":{"admin":true}}}}' },
      400,
      'BAD_REQUEST',
    ],
    [
      'an unknown persisted query',
      { body: `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${'0'.repeat(64)}"}}}` },
      200,
      'PERSISTED_QUERY_NOT_FOUND',
    ],
    ['a syntax error', { body: '{"query":"{ me { id }"}' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', { body: '{"query":"{ me { passwordHash } }"}' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'too many tokens',
      { body: JSON.stringify({ query: `{ me { ${'id '.repeat(8_000)} } }` }) },
      400,
      'GRAPHQL_PARSE_FAILED',
    ],
    ['ten thousand braces', { body: JSON.stringify({ query: '{ a '.repeat(10_000) }) }, 400, 'OPERATION_TOO_LARGE'],
    ['a hundred thousand brackets', { body: '['.repeat(100_000) }, 400, 'OPERATION_TOO_LARGE'],
    [
      'two megabytes',
      { body: JSON.stringify({ query: '{ me { id } }', padding: 'x'.repeat(2_000_000) }) },
      413,
      'REQUEST_TOO_LARGE',
    ],
    [
      'a subscription',
      { body: '{"query":"subscription { seatsChanged(runId: \\"1\\") { run { taken } } }"}' },
      400,
      'BAD_REQUEST',
    ],
  ])('%s', async (_, given, status, code) => {
    const answer = await knock(given);
    expect(answer).toMatchObject({ status, codes: [code] });
    expect(answer.text).not.toMatch(/stacktrace|node_modules|\.[jt]s:\d/);
  });
});

describe('CSRF: what a form on another site can send is refused', () => {
  it.each([
    ['text/plain', fine],
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent('{ me { id } }')}`],
    [
      'multipart/form-data; boundary=x',
      `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${fine}\r\n--x--\r\n`,
    ],
    ['text/html', fine],
    ['application/json-but-not-quite', fine],
  ])('%s', async (type, body) => {
    const { status, codes, text } = await knock({ headers: { 'content-type': type }, body });
    expect({ status, codes }).toEqual({ status: 400, codes: ['BAD_REQUEST'] });
    expect(text).not.toContain('"data"');
  });

  it('a request without a content type', async () => {
    const body = new Blob([fine]);
    const response = await fetch(`${opened.lyceum.url}/graphql`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('"data"');
  });

  it.each([
    ['GET', 405, 'METHOD_NOT_ALLOWED'],
    ['PUT', 404, 'NOT_FOUND'],
    ['DELETE', 404, 'NOT_FOUND'],
    ['PATCH', 404, 'NOT_FOUND'],
  ])('a mutation by %s', async (method, status, code) => {
    const path = `/graphql?query=${encodeURIComponent('mutation { logOutEverywhere { endedSessions } }')}`;
    expect(await knock({ method, path, headers: {} })).toMatchObject({ status, codes: [code] });
  });
});

it('of a key given twice the last one counts, for the limits as well', async () => {
  const deep = `{ categories ${'{ parent '.repeat(25)} { id } ${'}'.repeat(25)} }`;
  const twice = (first: string, last: string): string =>
    `{"query":${JSON.stringify(first)},"query":${JSON.stringify(last)}}`;
  expect(await knock({ body: twice(deep, '{ me { id } }') })).toMatchObject({ status: 200, codes: [] });
  expect(await knock({ body: twice('{ me { id } }', deep) })).toMatchObject({
    status: 400,
    codes: ['OPERATION_TOO_LARGE'],
  });
});

it('a lone surrogate and a byte order mark are text like any other', async () => {
  const query = 'query ($one: ID!, $other: String!) { user(id: $one) { id } courseBySlug(slug: $other) { id } }';
  const body = JSON.stringify({ query, variables: { one: '\ud800', other: '\ufeff' } });
  expect(await knock({ body })).toMatchObject({ status: 200, codes: [] });
});
