import { livePlaylist, segmentsIn } from './live-playlist';

const segments = [
  { number: 3, duration: 1 },
  { number: 4, duration: 0.966667 },
];

it('counts segments on through all takes', () => {
  expect(livePlaylist({ take: 2, firstSegment: 100, segments, isOver: false })).toBe(
    [
      '#EXTM3U',
      '#EXT-X-VERSION:7',
      '#EXT-X-TARGETDURATION:2',
      '#EXT-X-MEDIA-SEQUENCE:103',
      '#EXT-X-DISCONTINUITY-SEQUENCE:2',
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-MAP:URI="2/init.mp4"',
      '#EXTINF:1.000000,',
      '2/3.m4s',
      '#EXTINF:0.966667,',
      '2/4.m4s',
      '',
    ].join('\n'),
  );
});

it('says when nothing follows', () => {
  expect(livePlaylist({ take: 0, firstSegment: 0, segments, isOver: true })).toMatch(/4\.m4s\n#EXT-X-ENDLIST\n$/);
});

it('reads what an encoder has written', () => {
  const written =
    '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:1.000000,\n3.m4s\n#EXTINF:0.966667,\n4.m4s\n#EXT-X-ENDLIST\n';
  expect(segmentsIn(written)).toEqual(segments);
  expect(segmentsIn('')).toEqual([]);
});
