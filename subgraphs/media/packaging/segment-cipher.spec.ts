import { createDecipheriv, randomBytes } from 'node:crypto';
import { clearKeyLicense } from './clear-key';
import { encryptedLength, segmentCipher, segmentIv } from './segment-cipher';

describe('an encrypted segment', () => {
  const key = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  const iv = segmentIv(key, 'v720/00001.m4s');

  it.each([0, 1, 15, 16, 17, 1_000_003])(
    'of %d bytes is decrypted by AES-128-CBC, and as long as foretold',
    (length) => {
      const segment = randomBytes(length);
      const cipher = segmentCipher({ key, iv });
      const encrypted = Buffer.concat([
        cipher.update(segment.subarray(0, 7)),
        cipher.update(segment.subarray(7)),
        cipher.final(),
      ]);
      expect(encrypted.length).toBe(encryptedLength(length));
      const decipher = createDecipheriv('aes-128-cbc', key, iv);
      expect(Buffer.concat([decipher.update(encrypted), decipher.final()]).equals(segment)).toBe(true);
    },
  );

  it('is what the standard says (NIST SP 800-38A, F.2.1)', () => {
    const vector = {
      key: Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'),
      iv: Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex'),
    };
    const encrypted = segmentCipher(vector).update(Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex'));
    expect(encrypted.toString('hex')).toBe('7649abac8119b246cee98e9b12e9197d');
  });

  it('has an IV of its own, the same each time, that needs the key to know', () => {
    expect(iv).toHaveLength(16);
    expect(segmentIv(Buffer.from(key), 'v720/00001.m4s')).toEqual(iv);
    const others = [
      segmentIv(key, 'v720/00002.m4s'),
      segmentIv(key, 'v360/00001.m4s'),
      segmentIv(Buffer.alloc(16), 'v720/00001.m4s'),
    ];
    expect(new Set([iv, ...others].map((each) => each.toString('hex'))).size).toBe(4);
  });
});

describe('a ClearKey licence', () => {
  const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const key = Buffer.from('ffeeddccbbaa99887766554433221100', 'hex');
  const keys = [{ id, key }];

  it('has the keys that are asked for (EME, 9.1.4)', () => {
    expect(clearKeyLicense({ kids: ['ABEiM0RVZneImaq7zN3u_w', 'other'], type: 'temporary' }, keys)).toEqual({
      keys: [{ kty: 'oct', kid: 'ABEiM0RVZneImaq7zN3u_w', k: '_-7dzLuqmYh3ZlVEMyIRAA' }],
      type: 'temporary',
    });
  });

  it.each([
    null,
    'kids',
    {},
    { kids: [] },
    { kids: ['other'] },
    { kids: [id] },
    { kids: Array(17).fill('ABEiM0RVZneImaq7zN3u_w') },
  ])('is none for %j', (request) => {
    expect(clearKeyLicense(request, keys)).toBeNull();
  });
});
