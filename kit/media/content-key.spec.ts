import { Secrets } from '../config/secrets';
import { contentKey } from './content-key';

const secrets = new Secrets('a secret that only tests know, forty-two');
const version = '01890f5e-3c1b-7000-8000-000000000001';

it('is the same wherever it is derived', () => {
  expect(contentKey(new Secrets('a secret that only tests know, forty-two'), version)).toEqual(
    contentKey(secrets, version),
  );
});

it('is of 16 bytes, another for each version and each house, and its id does not tell it', () => {
  const { id, key } = contentKey(secrets, version);
  expect([id.length, key.length]).toEqual([16, 16]);
  const others = [
    contentKey(secrets, '01890f5e-3c1b-7000-8000-000000000002'),
    contentKey(new Secrets('another secret, of the house next door!!'), version),
  ];
  expect(
    new Set([id, key, ...others.flatMap((other) => [other.id, other.key])].map((bytes) => bytes.toString('hex'))).size,
  ).toBe(6);
});
