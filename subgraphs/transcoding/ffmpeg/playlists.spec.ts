import { mediaPlaylist, variantsOf } from './playlists';

it('reads variants with quoted commas, and leaves I-frame lists out', () => {
  const text = [
    '#EXTM3U',
    '#EXT-X-STREAM-INF:BANDWIDTH=1092522,AVERAGE-BANDWIDTH=1,CODECS="avc1.42c01e,mp4a.40.2",AUDIO="audio"',
    '360p/index.m3u8',
    '#EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=35149,CODECS="avc1.42c01e",URI="360p/iframe.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=2,CODECS="avc1"',
    '480p/index.m3u8',
  ].join('\r\n');
  expect(variantsOf(text)).toEqual([
    { uri: '360p/index.m3u8', bandwidth: 1_092_522, codecs: 'avc1.42c01e,mp4a.40.2' },
    { uri: '480p/index.m3u8', bandwidth: 2, codecs: 'avc1' },
  ]);
});

it('adds up segments', () => {
  const text = '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4.004,\n00001.m4s\n#EXTINF:2.002,\n00002.m4s\n';
  expect(mediaPlaylist(text)).toMatchObject({ segments: ['00001.m4s', '00002.m4s'], complete: false });
  expect(mediaPlaylist(text).duration).toBeCloseTo(6.006, 6);
  expect(mediaPlaylist(`${text}#EXT-X-ENDLIST\n`).complete).toBe(true);
});
