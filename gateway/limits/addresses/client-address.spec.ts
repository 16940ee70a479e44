import Fastify from 'fastify';
import { testHouse } from '../../../kit/testing/test-house';
import { clientAddress, trustedProxies } from './client-address';

const settings = { TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8, 2001:db8::/32' };
const { config } = testHouse(() => Promise.reject(new Error('There is no database.')), settings);
const isProxy = trustedProxies(config);

it.each<[string, string | undefined, string]>([
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '', '127.0.0.1'],
  ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['203.0.113.9', '203.0.113.7', '203.0.113.9'],
  ['127.0.0.1', '192.0.2.1, 203.0.113.7', '203.0.113.7'],
  ['127.0.0.1', '192.0.2.1,203.0.113.7 ,10.1.2.3', '203.0.113.7'],
  ['2001:db8::1', '192.0.2.1, 203.0.113.7,,  10.1.2.3,', '203.0.113.7'],
  ['127.0.0.1', '10.0.0.2, 10.0.0.3', '10.0.0.2'],
  ['127.0.0.1', '203.0.113.7, nonsense', 'nonsense'],
])('a request from %s with %j is from %s, as Fastify sees it', async (remoteAddress, forwarded, expected) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientAddress({ headers, socket: { remoteAddress } }, isProxy)).toBe(expected);
  const app = Fastify({ trustProxy: isProxy });
  app.get('/', (request) => request.ip);
  expect((await app.inject({ url: '/', remoteAddress, headers })).body).toBe(expected);
});
