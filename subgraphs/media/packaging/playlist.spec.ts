import { subtitlePlaylist, writeMediaPlaylist, writeMultivariant } from './playlist';
import type { SubtitleTrack } from './subtitle-track';
import { cbcsPlaylist, iFramePlaylist, mediaPlaylist, multivariant } from './testing/packaged';

const uri = (path: string): string => `/media/play/grant/${path}?token=a,b`;
const english: SubtitleTrack = {
  language: 'en',
  name: 'English',
  isDefault: true,
  vtt: '/captions/en.vtt',
  playlist: '/captions/en.m3u8',
};
const german: SubtitleTrack = {
  ...english,
  language: 'de',
  name: 'Deutsch',
  isDefault: false,
  playlist: '/captions/de.m3u8',
};

describe('the multivariant playlist of a grant', () => {
  it('names every file at the URL of the grant, and changes nothing else', () => {
    expect(writeMultivariant(multivariant, { uri })).toBe(
      multivariant
        .replaceAll(/\n\n/g, '\n')
        .replaceAll(/(v180|v360|a)\/(index|iframe)\.m3u8/g, '/media/play/grant/$&?token=a,b'),
    );
  });

  it('has subtitles as a group before the variants, which all refer to it', () => {
    const written = writeMultivariant(multivariant, { uri, subtitles: [english, german] });
    expect(written).toContain(
      [
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,FORCED=NO,URI="/captions/en.m3u8"',
        '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="subtitles",NAME="Deutsch",LANGUAGE="de",DEFAULT=NO,AUTOSELECT=YES,FORCED=NO,URI="/captions/de.m3u8"',
        '#EXT-X-STREAM-INF:',
      ].join('\n'),
    );
    const variants = written.split('\n').filter((line) => line.startsWith('#EXT-X-STREAM-INF:'));
    expect(variants).toHaveLength(2);
    for (const variant of variants) expect(variant).toMatch(/,SUBTITLES="subtitles"$/);
    expect(written.match(/TYPE=SUBTITLES/g)).toHaveLength(2);
    expect(written.match(/AUDIO="audio"/g)).toHaveLength(2);
  });

  it('drops lists of I-frames where segments are encrypted whole', () => {
    const written = writeMultivariant(multivariant, { uri, iFrames: false });
    expect(written).not.toContain('I-FRAME');
    expect(written).not.toContain('iframe.m3u8');
    expect(written).toContain('/media/play/grant/v360/index.m3u8');
  });

  it.each([
    ['a "b"', `"a 'b'"`],
    ['a\r\n#EXT-X-KEY:METHOD=NONE', '"a #EXT-X-KEY:METHOD=NONE"'],
    ['a,URI=b', '"a,URI=b"'],
  ])('quotes the name %j', (name, quoted) => {
    const written = writeMultivariant(multivariant, { uri, subtitles: [{ ...english, name }] });
    expect(written).toContain(`NAME=${quoted},LANGUAGE="en"`);
    expect(written.split('\n')).toHaveLength(writeMultivariant(multivariant, { uri }).split('\n').length + 1);
  });

  it('gives every track a name of its own', () => {
    const written = writeMultivariant(multivariant, { uri, subtitles: [english, english, english] });
    expect([...written.matchAll(/NAME="(English[^"]*)"/g)].map(([, name]) => name)).toEqual([
      'English',
      'English 2',
      'English 3',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<html>'],
    ['a URL of another site', multivariant.replace('"a/index.m3u8"', '"https://evil.example/a.m3u8"')],
    ['a path of this site', multivariant.replace('\nv180/index.m3u8', '\n/users/a.m3u8')],
    ['a file above', multivariant.replace('\nv180/index.m3u8', '\nv180/../../other/index.m3u8')],
    ['a file above, spelt otherwise', multivariant.replace('\nv180/index.m3u8', '\n%2e%2e/index.m3u8')],
    ['a query', multivariant.replace('\nv180/index.m3u8', '\nv180/index.m3u8?a=b')],
    ['a URI without quotes', multivariant.replace('"a/index.m3u8"', 'a/index.m3u8')],
    ['another server to steer by', `${multivariant}#EXT-X-CONTENT-STEERING:SERVER-URI="https://evil.example/"\n`],
    ['a broken tag', multivariant.replace('TYPE=AUDIO', 'TYPE')],
  ])('is not written from what names %s', (_, text) => {
    expect(() => writeMultivariant(text, { uri })).toThrow(expect.objectContaining({ name: 'ManifestError' }) as Error);
  });

  it('is not written with subtitles where there is no variant', () => {
    expect(() => writeMultivariant('#EXTM3U\n', { uri, subtitles: [english] })).toThrow('no variant');
  });
});

describe('a media playlist of a grant', () => {
  const at = 'v180/index.m3u8';
  const ivOf = (path: string): Buffer => Buffer.alloc(16, path === 'v180/00001.m4s' ? 0xa1 : 0xb2);

  it('names init segment and segments at the URL of the grant', () => {
    expect(writeMediaPlaylist(mediaPlaylist, { at, uri })).toBe(
      mediaPlaylist.replaceAll(/init\.mp4|0000\d\.m4s/g, '/media/play/grant/v180/$&?token=a,b'),
    );
  });

  it('keeps the ranges of an I-frame list', () => {
    const written = writeMediaPlaylist(iFramePlaylist, { at: 'v180/iframe.m3u8', uri });
    expect(written).toContain('#EXT-X-BYTERANGE:8806@84\n/media/play/grant/v180/00001.m4s?token=a,b');
  });

  it('tells the key of each segment after the init segment and before its EXTINF', () => {
    const written = writeMediaPlaylist(mediaPlaylist, { at, uri, encryption: { keyUri: '/key?a="b"', ivOf } });
    expect(written.split('\n').slice(5)).toEqual([
      '#EXT-X-MAP:URI="/media/play/grant/v180/init.mp4?token=a,b"',
      `#EXT-X-KEY:METHOD=AES-128,URI="/key?a='b'",IV=0x${'a1'.repeat(16)}`,
      '#EXTINF:4.000,',
      '/media/play/grant/v180/00001.m4s?token=a,b',
      `#EXT-X-KEY:METHOD=AES-128,URI="/key?a='b'",IV=0x${'b2'.repeat(16)}`,
      '#EXTINF:2.000,',
      '/media/play/grant/v180/00002.m4s?token=a,b',
      '#EXT-X-ENDLIST',
      '',
    ]);
  });

  it('keeps method and IV of encrypted samples, with the key at the URL of the grant', () => {
    const written = writeMediaPlaylist(cbcsPlaylist, { at, uri, encryption: { keyUri: '/key' } });
    expect(written).toMatch(/#EXT-X-KEY:METHOD=SAMPLE-AES,URI="\/key",IV=0x[0-9a-f]{32},KEYFORMAT="identity"\n#EXTINF/);
    expect(written).not.toContain('example.test');
    expect(written.match(/EXT-X-KEY/g)).toHaveLength(1);
  });

  it.each([
    ['a key that nobody replaces', cbcsPlaylist, { at, uri }],
    ['encrypted samples, to encrypt them again', cbcsPlaylist, { at, uri, encryption: { keyUri: '/key', ivOf } }],
    ['parts of segments, to encrypt them whole', iFramePlaylist, { at, uri, encryption: { keyUri: '/key', ivOf } }],
    ['no segment after an EXTINF', '#EXTM3U\n#EXTINF:4,\n', { at, uri, encryption: { keyUri: '/key', ivOf } }],
  ])('is not written from what has %s', (_, text, options) => {
    expect(() => writeMediaPlaylist(text, options)).toThrow(
      expect.objectContaining({ name: 'ManifestError' }) as Error,
    );
  });
});

it('a playlist of subtitles holds one file for the whole video', () => {
  expect(subtitlePlaylist('/captions/en.vtt?a=b', 61.2)).toBe(
    `#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:62
#EXT-X-PLAYLIST-TYPE:VOD
#EXTINF:61.200,
/captions/en.vtt?a=b
#EXT-X-ENDLIST
`,
  );
});
