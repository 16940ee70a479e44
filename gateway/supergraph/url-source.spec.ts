import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualTimers } from '../../kit/testing/manual-timers';
import { silentLog } from '../../kit/testing/silent-log';
import { turn } from '../testing/turn';
import { delayAfter, UrlSource } from './url-source';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

const interval = 10_000;
let server: Server;
let handle: Handle;
let asked: (string | undefined)[];
let timers: ManualTimers;
let source: UrlSource;
let heard: string[];

const serve =
  (text: string, etag: string): Handle =>
  (request, response) => {
    const isKnown = request.headers['if-none-match'] === etag;
    response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : text);
  };

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers['if-none-match']);
    handle(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function open(options: { timeout?: number; maxBytes?: number } = {}): UrlSource {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph`;
  return new UrlSource(url, { log: silentLog, interval, timers, random: () => 0.5, ...options });
}

beforeEach(() => {
  [asked, heard] = [[], []];
  timers = new ManualTimers();
  handle = serve('first', '"1"');
  source = open();
});

afterEach(() => {
  source.close();
  expect(timers.pending).toBe(0);
});

async function start(): Promise<void> {
  expect(await source.current()).toBe('first');
  source.watch((text) => heard.push(text));
}

it('asks with the ETag it knows, and tells of what is new', async () => {
  await start();
  await turn(timers, interval);
  handle = serve('second', '"2"');
  await turn(timers, interval);
  await turn(timers, interval);
  expect(asked).toEqual([undefined, '"1"', '"1"', '"2"']);
  expect(heard).toEqual(['second']);
});

it('says nothing of the same text under another ETag', async () => {
  await start();
  handle = serve('first', '"2"');
  await turn(timers, interval);
  expect(heard).toEqual([]);
});

it.each<[string, Handle]>([
  ['fails', (_request, response) => response.writeHead(500).end('no supergraph')],
  ['hangs up', (request) => request.socket.destroy()],
])('asks less often while the server %s, and as before when it answers again', async (_, broken) => {
  await start();
  handle = broken;
  await turn(timers, interval);
  await turn(timers, 2 * interval - 1);
  expect(asked).toHaveLength(2);
  await turn(timers, 1);
  expect(asked).toHaveLength(3);
  handle = serve('second', '"2"');
  await turn(timers, 4 * interval);
  expect(heard).toEqual(['second']);
  await turn(timers, interval);
  expect(asked).toHaveLength(5);
});

it('does not wait longer than five minutes, and not always the same time', () => {
  expect([0, 1, 2, 30].map((failures) => delayAfter(failures, interval, 0.5))).toEqual([
    10_000, 20_000, 40_000, 300_000,
  ]);
  expect([0, 1].map((random) => delayAfter(0, interval, random))).toEqual([8_000, 12_000]);
});

it('takes no more than it may, packed or not', async () => {
  source = open({ maxBytes: 4 });
  await expect(source.current()).rejects.toThrow(/larger than 4 bytes/);
});

it('gives a silent server up', async () => {
  handle = () => undefined;
  source = open({ timeout: 50 });
  await expect(source.current()).rejects.toThrow(/cannot be fetched from http:.*timeout/);
});

it('cannot start where there is no supergraph, and says what was wrong', async () => {
  handle = (_request, response) => response.writeHead(404).end();
  await expect(source.current()).rejects.toThrow(/^The supergraph cannot be fetched from http:.*: status 404$/);
});
