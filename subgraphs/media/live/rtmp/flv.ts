import type { RtmpMessage } from './chunks';

/** What a file of FLV begins with: there is sound, and a picture. */
export const flvHead = (hasAudio: boolean): Buffer =>
  Buffer.from([0x46, 0x4c, 0x56, 1, hasAudio ? 5 : 1, 0, 0, 0, 9, 0, 0, 0, 0]);

/** A message of sound or picture as a tag of FLV: they have the same content. */
export function flvTag({ type, timestamp, payload }: RtmpMessage): Buffer {
  const head = Buffer.alloc(11);
  head[0] = type;
  head.writeUIntBE(payload.length, 1, 3);
  head.writeUIntBE(timestamp & 0xffffff, 4, 3);
  head[7] = (timestamp >>> 24) & 0xff;
  const size = Buffer.alloc(4);
  size.writeUInt32BE(payload.length + head.length);
  return Buffer.concat([head, payload, size]);
}

/** H.264, and AAC or MP3: what encoders send by RTMP as it was defined. */
export function isKnownMedia({ type, payload }: RtmpMessage): boolean {
  if (payload.length < 2) return false;
  // The highest bit says that the rest is written in a later way.
  if (type === 9) return (payload[0]! & 0x8f) === 7;
  return type === 8 && [10, 2].includes(payload[0]! >> 4);
}
