import { readConcat } from './concat';

const endpoint = 'https://lyceum.example/school/media/uploads';
const [a, b] = ['01993d5e-0000-7000-8000-00000000000a', '01993d5e-0000-7000-8000-00000000000b'];

it.each([
  ['partial', { kind: 'PARTIAL' }],
  [`final;${endpoint}/${a} ${endpoint}/${b}`, { kind: 'FINAL', partIds: [a, b] }],
  [`final;/school/media/uploads/${b} ${a}`, { kind: 'FINAL', partIds: [b, a] }],
  [`final; ${endpoint}/${a}`, { kind: 'FINAL', partIds: [a] }],
])('Upload-Concat %s', (header, read) => {
  expect(readConcat(header, endpoint)).toEqual(read);
});

it.each([
  '',
  'Partial',
  'partial;',
  'final',
  'final;',
  'final; ',
  `final;${a};${b}`,
  `final;/media/uploads/${a}`,
  `final;${endpoint}/../${a}`,
  `final;${endpoint}/${a}/`,
  `final;${endpoint}/${a} nothing`,
  `final;${endpoint}`,
  `final;${endpoint}/..%2f..%2fetc%2fpasswd`,
  'final;http://[',
])('no Upload-Concat that we take: %s', (header) => {
  expect(readConcat(header, endpoint)).toBeNull();
});
