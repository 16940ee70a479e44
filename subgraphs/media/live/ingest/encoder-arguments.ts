import { initFile, segmentSeconds, windowSize } from './live-playlist';

export interface EncoderTask {
  /** Whether sound is sent; silence takes its place otherwise, so that all takes can be joined. */
  readonly hasAudio: boolean;
  /** Seconds that the takes before have. */
  readonly offset: number;
  /** Seconds after which it ends by itself. */
  readonly longest: number;
}

/** Frames per second, and pixels: the same in all takes, whatever is sent, so that their segments can be joined. */
const frame = { rate: 30, width: 1280, height: 720 };
/** Bits per second. */
const bits = { picture: 2_500_000, sound: 128_000 };
/** Codecs that are decoded at all, and pixels of a picture that is. */
const allowed = { codecs: 'h264,aac,mp3,mp3float,pcm_s16le', pixels: 4096 * 2304 };

/** FFmpeg's words for turning FLV on standard input into HLS in the working folder; a picture of its own second is a segment. */
export function encoderArguments({ hasAudio, offset, longest }: EncoderTask): readonly string[] {
  const { rate, width, height } = frame;
  const group = String(rate * segmentSeconds.usual);
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1,setsar=1`;
  return [
    ['-hide_banner', '-v', 'error', '-nostats', '-y'],
    // A stranger's bytes are read as FLV alone, from here alone.
    ['-protocol_whitelist', 'pipe', '-format_whitelist', 'flv', '-codec_whitelist', allowed.codecs],
    ['-max_streams', '4', '-max_pixels', String(allowed.pixels), '-fflags', 'nobuffer'],
    ['-analyzeduration', '2000000', '-f', 'flv', '-i', 'pipe:0'],
    hasAudio ? [] : ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo', '-shortest'],
    ['-map', '0:v:0', '-map', hasAudio ? '0:a:0' : '1:a:0', '-map_metadata', '-1', '-t', String(longest)],
    ['-vf', `${fit},fps=${rate},format=yuv420p`],
    ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'main'],
    ['-b:v', String(bits.picture), '-maxrate', String(bits.picture), '-bufsize', String(bits.picture)],
    ['-g', group, '-keyint_min', group, '-sc_threshold', '0'],
    ['-af', 'aresample=48000:async=1:first_pts=0', '-c:a', 'aac', '-ac', '2', '-b:a', String(bits.sound)],
    ['-output_ts_offset', offset.toFixed(6)],
    ['-f', 'hls', '-hls_time', String(segmentSeconds.usual), '-hls_list_size', String(4 * windowSize)],
    ['-hls_segment_type', 'fmp4', '-hls_flags', 'independent_segments+temp_file'],
    ['-hls_fmp4_init_filename', initFile, '-hls_segment_filename', '%d.m4s', 'index.m3u8'],
  ].flat();
}
