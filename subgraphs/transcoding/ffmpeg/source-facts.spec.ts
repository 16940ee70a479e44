import { sourceFacts, DEFAULT_LIMITS, type ProbeAnswer } from './source-facts';

type Stream = NonNullable<ProbeAnswer['streams']>[number];

const video = (change: Partial<Stream> = {}): Stream => ({
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  pix_fmt: 'yuv420p',
  avg_frame_rate: '25/1',
  r_frame_rate: '25/1',
  start_time: '0.000000',
  duration: '10.000000',
  ...change,
});

const audio = (change: Partial<Stream> = {}): Stream => ({
  index: 1,
  codec_type: 'audio',
  codec_name: 'aac',
  channels: 2,
  sample_rate: '48000',
  start_time: '0.000000',
  ...change,
});

const answer = (streams: readonly Stream[], format: ProbeAnswer['format'] = {}): ProbeAnswer => ({
  format: { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', duration: '10.0', start_time: '0.0', size: '1000', ...format },
  streams,
});

it('reads what matters of a picture with sound', () => {
  expect(sourceFacts(answer([video(), audio()]))).toEqual({
    bytes: 1000,
    start: 0,
    duration: 10,
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    video: {
      index: 0,
      codec: 'h264',
      width: 1920,
      height: 1080,
      pixels: 2_073_600,
      rotation: 0,
      rate: { numerator: 25, denominator: 1 },
      constantRate: true,
      start: 0,
      end: 10,
      pixelFormat: 'yuv420p',
      hdr: null,
    },
    audio: { index: 1, codec: 'aac', channels: 2, sampleRate: 48_000, end: null },
  });
});

it.each<[string, Partial<Stream>, [number, number, number]]>([
  ['turned by a display matrix', { side_data_list: [{}, { rotation: -90 }] }, [1080, 1920, 270]],
  ['turned the other way', { side_data_list: [{ rotation: 90 }] }, [1080, 1920, 90]],
  ['upside down', { side_data_list: [{ rotation: 180 }] }, [1920, 1080, 180]],
  ['turned by the tag of older files', { tags: { rotate: '90' } }, [1080, 1920, 270]],
  ['turned by less than a quarter', { side_data_list: [{ rotation: 3 }] }, [1920, 1080, 0]],
  ['of wide pixels', { width: 1440, sample_aspect_ratio: '4:3' }, [1920, 1080, 0]],
  [
    'of wide pixels, turned',
    { width: 1440, sample_aspect_ratio: '4:3', side_data_list: [{ rotation: 90 }] },
    [1080, 1920, 90],
  ],
  ['of pixels of no shape', { sample_aspect_ratio: '0:1' }, [1920, 1080, 0]],
  ['of pixels of an absurd shape', { sample_aspect_ratio: '9999:1' }, [1920, 1080, 0]],
])('sees a picture as players show it: %s', (_, change, [width, height, rotation]) => {
  expect(sourceFacts(answer([video(change)])).video).toMatchObject({ width, height, rotation });
});

it.each<[string, Partial<Stream>, object]>([
  ['PQ', { color_transfer: 'smpte2084' }, { hdr: 'PQ' }],
  ['HLG', { color_transfer: 'arib-std-b67' }, { hdr: 'HLG' }],
  ['a rate that varies', { avg_frame_rate: '2963/100', r_frame_rate: '90000/1' }, { constantRate: false }],
  ['more frames than are encoded', { avg_frame_rate: '120/1', r_frame_rate: '120/1' }, { constantRate: false }],
  ['the length in a tag', { duration: undefined, tags: { DURATION: '01:00:03.500000000' } }, { end: 3603.5 }],
  ['no length', { duration: undefined }, { end: null }],
  ['a late beginning', { start_time: '2.0' }, { start: 2, end: 12 }],
])('knows of %s', (_, change, expected) => {
  expect(sourceFacts(answer([video(change)])).video).toMatchObject(expected);
});

it('counts MPEG-TS from the first of the streams that are read, all else from the start of the file', () => {
  const streams = [video({ start_time: '1.48' }), audio({ start_time: '1.456' })];
  const format = { start_time: '1.2' };
  expect(sourceFacts(answer(streams, { ...format, format_name: 'mpegts' })).start).toBe(1.456);
  expect(sourceFacts(answer(streams, format)).start).toBe(1.2);
});

it('takes the default streams, else the first, and never a cover', () => {
  const cover = video({ index: 3, codec_name: 'mjpeg', disposition: { attached_pic: 1, default: 1 } });
  const second = audio({ index: 2, disposition: { default: 1 } });
  const facts = sourceFacts(answer([cover, video({ index: 4 }), video({ index: 5 }), audio(), second]));
  expect([facts.video?.index, facts.audio?.index]).toEqual([4, 2]);
  expect(sourceFacts(answer([cover, audio()])).video).toBeNull();
});

const limits = { bytes: 1000, duration: 10, pixels: 2_073_600, streams: 3 };

it.each<[string, ProbeAnswer, string]>([
  ['bytes', answer([video()], { size: '1001' }), 'TOO_LARGE'],
  ['streams', answer([video(), audio(), audio({ index: 2 })]), 'TOO_MANY_STREAMS'],
  ['seconds of the file', answer([video()], { duration: '10.1' }), 'TOO_LONG'],
  ['seconds of the picture', answer([video({ duration: '10.1' })]), 'TOO_LONG'],
  ['pixels', answer([video({ width: 1922 })]), 'TOO_MANY_PIXELS'],
  ['pixels as shown', answer([video({ sample_aspect_ratio: '4:3' })]), 'TOO_MANY_PIXELS'],
  ['few pixels', answer([video({ height: 8 })]), 'TOO_FEW_PIXELS'],
  ['nothing', answer([]), 'NO_STREAMS'],
  ['subtitles alone', answer([{ index: 0, codec_type: 'subtitle', codec_name: 'subrip' }]), 'NO_STREAMS'],
  [
    'what FFmpeg has no name for',
    answer([video({ codec_name: 'unknown' }), audio({ codec_name: 'none' })]),
    'NO_STREAMS',
  ],
  ['an empty answer', {}, 'NO_STREAMS'],
])('refuses by its code: %s', (_, given, reason) => {
  expect(() => sourceFacts(given, limits)).toThrow(expect.objectContaining({ reason }));
});

it('takes what is exactly at the limits', () => {
  expect(sourceFacts(answer([video(), audio()]), limits).video).not.toBeNull();
  expect(DEFAULT_LIMITS.pixels).toBeGreaterThanOrEqual(7680 * 4320);
});
