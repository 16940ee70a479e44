import type { LookupAddress } from 'node:dns';
import { isOutside, isPublicAddress, NotPublic, publicLookup } from './public-addresses';

it.each(['8.8.8.8', '203.0.114.1', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is of the public network', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

it.each([
  ['this machine', '127.0.0.1'],
  ['this machine', '127.255.1.2'],
  ['this machine', '::1'],
  ['no machine', '0.0.0.0'],
  ['no machine', '::'],
  ['a private network', '10.1.2.3'],
  ['a private network', '172.16.0.1'],
  ['a private network', '192.168.1.1'],
  ['a private network', 'fd00::1'],
  ['a shared network', '100.64.0.1'],
  ['the cloud’s own services', '169.254.169.254'],
  ['a link', 'fe80::1'],
  ['all at once', '255.255.255.255'],
  ['many at once', '224.0.0.1'],
  ['many at once', 'ff02::1'],
  ['this machine in the form of IPv6', '::ffff:127.0.0.1'],
  ['this machine, translated', '64:ff9b::7f00:1'],
  ['this machine, tunnelled', '2002:7f00:1::1'],
  ['nothing', 'example.org'],
])('an address of %s is not: %s', (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each([
  ['https://push.example.org/a', true],
  ['https://8.8.8.8/a', true],
  ['https://127.0.0.1/a', false],
  // What a URL makes of other spellings of 127.0.0.1.
  ['https://2130706433/a', false],
  ['https://0x7f.1/a', false],
  ['https://[::1]/a', false],
  ['https://[::ffff:7f00:1]/a', false],
  ['https://localhost/a', false],
  ['https://a.localhost./a', false],
  ['https://database/a', false],
  ['https://metadata.google.internal/a', false],
])('%s leads outside: %s', (url, isSo) => {
  expect(isOutside(new URL(url))).toBe(isSo);
});

it('a name that leads to this machine is refused when it is looked up', async () => {
  const found = await new Promise<[Error | null, string | LookupAddress[]]>((resolve) =>
    publicLookup('localhost', { all: true }, (error, addresses) => resolve([error, addresses])),
  );
  expect(found).toEqual([expect.any(NotPublic), []]);
});
