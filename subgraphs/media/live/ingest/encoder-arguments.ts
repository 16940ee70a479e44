import { segmentSeconds } from './live-playlist';

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
/** Seconds by which encoded sound begins before its picture, one frame of AAC: no time is negative. */
const lead = 1024 / 48_000;
/** Codecs that are decoded at all, and pixels of a picture that is. */
const allowed = { codecs: 'h264,aac,mp3,mp3float,pcm_s16le', pixels: 4096 * 2304 };

/** The track of the picture in what it writes, and its units in a second: pictures begin at whole ones. */
export const videoTrack = { id: 1, timescale: 90_000 };

/** FFmpeg's words for turning FLV on standard input into MP4 on standard output, a fragment for each part; each second begins with a key frame. */
export function encoderArguments({ hasAudio, offset, longest }: EncoderTask): readonly string[] {
  const { rate, width, height } = frame;
  const group = String(rate * segmentSeconds.usual);
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:-1:-1,setsar=1`;
  return [
    ['-hide_banner', '-v', 'error', '-nostats', '-y'],
    // A stranger's bytes are read as FLV alone, from here alone.
    ['-protocol_whitelist', 'pipe', '-format_whitelist', 'flv', '-codec_whitelist', allowed.codecs],
    ['-max_streams', '4', '-max_pixels', String(allowed.pixels)],
    // Where there is no sound it would be looked for all the time; and how often pictures come is told below.
    ['-analyzeduration', hasAudio ? '2000000' : '100000', '-fpsprobesize', '0', '-f', 'flv', '-i', 'pipe:0'],
    hasAudio ? [] : ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo', '-shortest'],
    ['-map', '0:v:0', '-map', hasAudio ? '0:a:0' : '1:a:0', '-map_metadata', '-1', '-t', String(longest)],
    ['-vf', `${fit},fps=${rate},format=yuv420p`],
    ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'main'],
    ['-b:v', String(bits.picture), '-maxrate', String(bits.picture), '-bufsize', String(bits.picture)],
    ['-g', group, '-keyint_min', group, '-sc_threshold', '0'],
    ['-af', 'aresample=48000:async=1:first_pts=0', '-c:a', 'aac', '-ac', '2', '-b:a', String(bits.sound)],
    // Fragments have their time in the session, so that takes can be joined.
    ['-output_ts_offset', (lead + offset).toFixed(6), '-avoid_negative_ts', 'disabled'],
    ['-video_track_timescale', String(videoTrack.timescale), '-frag_duration', String(fragment)],
    ['-movflags', '+empty_moov+default_base_moof+frag_keyframe+frag_discont+skip_trailer', '-flush_packets', '1'],
    ['-f', 'mp4', 'pipe:1'],
  ].flat();
}

/**
 * A fragment is full with the tenth picture. Frames of sound are counted, too, and those of 0.341 s begin up to one of them
 * before the picture does: after 0.32 s, when the tenth picture is there.
 */
const fragment = 330_000;
