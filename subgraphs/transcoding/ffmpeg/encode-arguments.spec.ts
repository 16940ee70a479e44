import { audioArguments, partArguments, timescale, wholeArguments } from './encode-arguments';
import { joinArguments, joinList } from './join-arguments';
import { packagerArguments } from './packager-arguments';
import type { Part } from './parts';
import type { EncodePlan, VideoPlan } from './plan';

const video: VideoPlan = {
  index: 0,
  gop: 60,
  frames: 1798,
  tolerance: 2,
  shift: 0,
  before: 1,
  toneMap: null,
  rate: { numerator: 30_000, denominator: 1001 },
  rungs: [
    { name: '360p', width: 640, height: 360, maxRate: 800_000 },
    { name: '720p', width: 1280, height: 720, maxRate: 3_000_000 },
  ],
};

const plan = (change: Partial<VideoPlan> = {}, more: Partial<EncodePlan> = {}): EncodePlan => ({
  kind: 'VIDEO',
  start: 0,
  duration: 60,
  maxDuration: 65,
  pixels: 921_600,
  preset: 'veryfast',
  warnings: [],
  video: { ...video, ...change },
  audio: { index: 1, end: 60 },
  ...more,
});

const part = (change: Partial<Part> = {}): Part => ({
  kind: 'VIDEO',
  index: 1,
  from: 900,
  to: 1800,
  last: false,
  files: [],
  ...change,
});

const graph = (args: readonly string[]): string => args[args.indexOf('-filter_complex') + 1]!;
const after = (args: readonly string[], name: string): readonly (string | undefined)[] =>
  args.flatMap((arg, at) => (arg === name ? [args[at + 1]] : []));

describe('one run', () => {
  const args = wholeArguments('/abs/source', plan());

  it('decodes once and scales for each rung', () => {
    expect(graph(args)).toBe(
      '[0:0]fps=fps=30000/1001:start_time=0,trim=end=65,format=yuv420p,split=2[s0][s1];' +
        '[s0]scale=640:360:flags=bicubic,setsar=1[v0];[s1]scale=1280:720:flags=bicubic,setsar=1[v1]',
    );
    expect(after(args, '-i')).toEqual(['file:/abs/source']);
    expect(after(args, '-map')).toEqual(['[v0]', '[v1]', '0:1']);
    expect(args.filter((arg) => /\.(mp4|m4a)$/.test(arg))).toEqual(['360p.mp4', '720p.mp4', 'audio.m4a']);
  });

  it('has closed groups of pictures of one length, capped bits and the exact rate in every rung', () => {
    expect(after(args, '-g')).toEqual(['60', '60']);
    expect(after(args, '-keyint_min')).toEqual(['60', '60']);
    expect(after(args, '-sc_threshold')).toEqual(['0', '0']);
    expect(after(args, '-flags')).toEqual(['+cgop', '+cgop']);
    expect(after(args, '-maxrate')).toEqual(['800000', '3000000']);
    expect(after(args, '-r')).toEqual(['30000/1001', '30000/1001']);
    expect(after(args, '-video_track_timescale')).toEqual(['30000', '30000']);
  });

  it('has no group of pictures at the end that is too short for players', () => {
    const tail = wholeArguments('/s', plan({ frames: 602 }));
    expect(after(tail, '-force_key_frames')).toEqual(Array(2).fill('expr:lt(n,600)*not(mod(n,60))'));
    expect(after(tail, '-g')).toEqual(['75', '75']);
    expect(wholeArguments('/s', plan({ frames: 600 }))).not.toContain('-force_key_frames');
    expect(wholeArguments('/s', plan({ frames: 615 }))).not.toContain('-force_key_frames');
  });

  it('has stereo sound, once', () => {
    expect(after(args, '-ac')).toEqual(['2']);
    expect(after(args, '-af')).toEqual(['atrim=end=65,aresample=async=1:first_pts=0']);
  });

  it('has silence where the sound ends before the picture', () => {
    const short = plan({ frames: 900 }, { audio: { index: 1, end: 12.5 } });
    expect(after(wholeArguments('/s', short), '-af')[0]).toBe(
      'atrim=end=65,aresample=async=1:first_pts=0,apad=whole_dur=30.030000',
    );
    const unknown = plan({ frames: 900 }, { audio: { index: 1, end: null } });
    expect(after(wholeArguments('/s', unknown), '-af')[0]).not.toContain('apad');
  });

  it('has no sound where the source has none, and no picture', () => {
    expect(wholeArguments('/s', plan({}, { audio: null }))).not.toContain('audio.m4a');
    const sound = wholeArguments('/s', plan({}, { video: null }));
    expect(sound).not.toContain('-filter_complex');
    expect(sound.at(-1)).toBe('audio.m4a');
  });

  it('guards its input before it opens it, and takes nothing else along', () => {
    const before = args.slice(0, args.indexOf('-i'));
    expect(after(before, '-protocol_whitelist')).toEqual(['file,pipe']);
    expect(after(before, '-format_whitelist')).toEqual(['mov,matroska,webm,avi,mpegts']);
    expect(Number(after(before, '-max_pixels')[0])).toBeGreaterThanOrEqual(1920 * 1088);
    expect(after(before, '-max_streams')).toEqual(['32']);
    expect(after(args, '-map_metadata')).toEqual(['-1', '-1', '-1']);
    expect(after(args, '-map_chapters')).toEqual(['-1', '-1', '-1']);
  });

  it('maps HDR at the size of the largest rung', () => {
    const mapped = graph(wholeArguments('/s', plan({ toneMap: 'PQ' })));
    expect(mapped).toContain('trim=end=65,scale=1280:720:flags=bicubic,zscale=tin=smpte2084');
    expect(mapped).toContain(
      'tonemap=tonemap=hable:desat=0,zscale=t=bt709:m=bt709:p=bt709:r=tv,format=yuv420p,split=2',
    );
    expect(graph(wholeArguments('/s', plan({ toneMap: 'HLG' })))).toContain('tin=arib-std-b67');
  });

  it('moves frames onto the grid of the rate', () => {
    expect(graph(wholeArguments('/s', plan({ shift: 0.0232 }, { start: 1.4 })))).toMatch(
      /^\[0:0\]setpts=PTS-\(0\.023200\)\/TB,fps=/,
    );
  });
});

describe('a part', () => {
  it.each<[string, Partial<Part>, number | null, string | undefined, string]>([
    ['in the middle', {}, 12, '18.030000', 'fps=fps=30000/1001,trim=start_pts=900:end_pts=1800'],
    ['with more before it', {}, 60, undefined, 'fps=fps=30000/1001:start_time=0,trim=start_pts=900:end_pts=1800'],
    ['decoded from the start', {}, null, undefined, 'fps=fps=30000/1001:start_time=0,trim=start_pts=900:end_pts=1800'],
    ['the first', { from: 0, to: 900 }, 12, undefined, 'fps=fps=30000/1001:start_time=0,trim=start_pts=0:end_pts=900'],
    ['the last', { from: 1800, last: true }, 12, '48.060000', 'fps=fps=30000/1001,trim=start_pts=1800:end=65'],
  ])('%s', (_, change, before, seek, filter) => {
    const args = partArguments('/s', plan(), part(change), before);
    expect(after(args, '-ss')[0]).toBe(seek);
    expect(graph(args)).toContain(`[0:0]${filter},setpts=PTS-STARTPTS,format=yuv420p,split=2`);
    expect(args).toContain('-copyts');
    expect(after(args, '-r')).toEqual(['30000/1001', '30000/1001']);
    expect(after(args, '-threads')).toEqual(['1', '1', '1']);
    expect(args.filter((arg) => arg.endsWith('.mp4'))).toEqual(['p0001-360p.mp4', 'p0001-720p.mp4']);
    expect(args).not.toContain('audio.m4a');
  });

  it('counts from the start of the source, whatever its clock says', () => {
    expect(graph(partArguments('/s', plan({ shift: 0.02 }, { start: 1.4 }), part(), 12))).toContain(
      'setpts=PTS-(1.420000)/TB,fps=',
    );
    expect(after(audioArguments('/s', plan({}, { start: -0.5 })), '-af')).toEqual([
      'asetpts=PTS-(-0.500000)/TB,atrim=end=65,aresample=async=1:first_pts=0',
    ]);
  });
});

it.each([
  [24_000, 24_000],
  [25, 12_800],
  [30_000, 30_000],
  [60, 15_360],
  [1, 16_384],
])('a rate of %d has %d ticks in a second', (numerator, ticks) => {
  expect(timescale({ numerator, denominator: 1 })).toBe(ticks);
});

it('joins parts by name and exact length', () => {
  const parts = [part({ index: 0 }), part({ index: 1 })];
  expect(joinList(parts, '360p', [900, 898], video.rate)).toBe(
    'ffconcat version 1.0\nfile p0000-360p.mp4\nduration 30.030000\nfile p0001-360p.mp4\nduration 29.963267\n',
  );
  const args = joinArguments('360p.ffconcat', '/out/360p.mp4', video);
  expect(after(args, '-format_whitelist')).toEqual(['concat,mov']);
  expect(after(args, '-c')).toEqual(['copy']);
  expect(after(args, '-video_track_timescale')).toEqual(['30000']);
});

describe('the packager', () => {
  const key = { keyId: '00', key: 'ff', keyUri: 'https://keys' };

  it.each<[string, Parameters<typeof packagerArguments>, readonly string[], readonly string[]]>([
    [
      'lists picture and sound',
      ['in', video.rungs, true, undefined],
      [
        'in=in/360p.mp4,stream=video,init_segment=360p/init.mp4,segment_template=360p/$Number%05d$.m4s,' +
          'playlist_name=360p/index.m3u8,iframe_playlist_name=360p/iframe.m3u8',
        'in=in/audio.m4a,stream=audio,init_segment=audio/init.mp4,segment_template=audio/$Number%05d$.m4s,' +
          'playlist_name=audio/index.m3u8,hls_group_id=audio,hls_name=main',
        'master.m3u8',
        'manifest.mpd',
        'VOD',
      ],
      ['cbcs'],
    ],
    ['lists a picture without sound', ['in', video.rungs, false, undefined], ['manifest.mpd'], ['hls_group_id=audio']],
    ['lists sound alone', ['in', [], true, undefined], ['master.m3u8'], ['stream=video']],
    ['encrypts', ['in', video.rungs, true, key], ['cbcs', 'label=:key_id=00:key=ff', 'https://keys'], []],
  ])('%s', (_, given, has, hasNot) => {
    const args = packagerArguments(...given);
    for (const one of has) expect(args).toContain(one);
    for (const one of hasNot) expect(args.join(' ')).not.toContain(one);
  });
});
