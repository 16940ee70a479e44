import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { step } from '../../cli/progress';
import { freePorts } from '../../kit/testing/free-ports';
import { partSeconds, segmentSeconds } from '../../subgraphs/media/live/ingest/live-playlist';
import { findTools } from '../../subgraphs/transcoding/ffmpeg/index';
import { ProductPeer, type Role } from '../course-page/product-peer';
import { table, type Report } from '../measure/report';
import { quantile } from '../measure/statistics';
import { ask } from './ask';
import { Camera } from './camera';
import { watchFile, watchParts, watchSegments, type Arrival } from './live-watchers';
import { inMemory, overHttp, settings } from './products';
import { placeOf, type Place } from './segment-peers';
import type { MediaWorld } from './world';

interface Row {
  readonly name: string;
  /** Milliseconds from a picture's being sent until a player has what it is the last of. */
  readonly delays: readonly number[];
  /** Seconds that players stay behind the end of what they are told. */
  readonly holdBack: number;
}

/** How far behind the camera those are who watch. */
export async function live(world: MediaWorld, seconds: number): Promise<Report> {
  const { path: ffmpeg } = (await findTools()).ffmpeg;
  const rows = [await step('bare FFmpeg', () => bare(ffmpeg, join(world.folder, 'live'), seconds))];
  const roles: readonly (readonly [string, Role])[] = [
    [inMemory, 'gateway'],
    [overHttp, 'gateway over HTTP'],
  ];
  for (const [name, role] of roles)
    rows.push(...(await step(name, () => product({ name, role, world, ffmpeg, seconds }))));
  return {
    title: 'From a camera to a player, live',
    notes: [
      `A camera (FFmpeg, 720p, 30 pictures a second, with sound) sends by RTMP for ${seconds} s, as fast as it is shown. A proxy before the server notes when each picture was sent.`,
      'A delay is from the last picture of a part, or of a segment, until a player has it whole: receiving, encoding, storing, telling, fetching. Then players stay behind the end of what they know: three parts with low latency, three target durations without. Both together are what somebody is behind the camera, but for the lengths of buffers in the network.',
      'Bare FFmpeg listens for RTMP itself, encodes with the same preset, and writes HLS in segments of a second to the disk, where they are looked for each 50 ms: no grant, no store, no HTTP.',
      'Camera, server, encoder, MongoDB and players share the machine.',
    ],
    sections: [table(head, rows.map(line))],
  };
}

const head = [
  'peer',
  'arrivals',
  'delay p50 ms',
  'p99 ms',
  'most ms',
  'players stay behind, s',
  'behind the camera, s',
];

function line({ name, delays, holdBack }: Row): string[] {
  const [p50, p99] = [quantile(delays, 0.5), quantile(delays, 0.99)];
  const milliseconds = [p50, p99, Math.max(...delays)].map((value) => value.toFixed(0));
  return [name, String(delays.length), ...milliseconds, holdBack.toFixed(1), (p50 / 1_000 + holdBack).toFixed(1)];
}

const delaysOf = (arrivals: readonly Arrival[], camera: Camera): number[] =>
  arrivals.map(({ at, end }) => at - camera.sentAt(end));

async function bare(ffmpeg: string, folder: string, seconds: number): Promise<Row> {
  mkdirSync(folder);
  const file = join(folder, 'live.m3u8');
  const url = `rtmp://127.0.0.1:${(await freePorts(1))[0]}/live/key`;
  const encode = ['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-g', '30', '-c:a', 'aac'];
  const hls = ['-f', 'hls', '-hls_time', '1', '-hls_list_size', '0', '-hls_flags', 'program_date_time+temp_file', file];
  const server = spawn(ffmpeg, ['-nostdin', '-v', 'error', '-listen', '1', '-i', url, ...encode, ...hls], {
    stdio: 'ignore',
  });
  // It does not say when it listens.
  await pause(1_000);
  const camera = await Camera.start(ffmpeg, url);
  try {
    const until = Date.now() + seconds * 1_000;
    while (!existsSync(file)) await pause(20);
    const arrivals = await watchFile(file, until);
    return { name: 'bare FFmpeg, segments of 1 s', delays: delaysOf(arrivals, camera), holdBack: 3 };
  } finally {
    camera.stop();
    server.kill('SIGKILL');
  }
}

interface Turn {
  readonly name: string;
  readonly role: Role;
  readonly world: MediaWorld;
  readonly ffmpeg: string;
  readonly seconds: number;
}

async function product({ name, role, world, ffmpeg, seconds }: Turn): Promise<readonly Row[]> {
  const [port] = await freePorts(1);
  const own = { ...world.settings, ...settings, LIVE_RTMP_PORT: String(port) };
  const peer = await ProductPeer.start(name, { role, settings: own, hasIngest: true });
  try {
    const { id, cameraUrl } = await goLive(peer.url, world);
    const camera = await Camera.start(ffmpeg, cameraUrl);
    try {
      const [origin, until] = [new URL(peer.url).origin, Date.now() + seconds * 1_000];
      const [eager, patient] = await Promise.all(
        world.learners.slice(0, 2).map((token) => joined(peer.url, token, id)),
      );
      const [parts, whole] = await Promise.all([
        watchParts(origin, eager!, until),
        watchSegments(origin, patient!, until),
      ]);
      return [
        { name: `${name}, parts`, delays: delaysOf(parts, camera), holdBack: partSeconds.holdBack },
        { name: `${name}, segments`, delays: delaysOf(whole, camera), holdBack: 3 * segmentSeconds.most },
      ];
    } finally {
      camera.stop();
      await ask(peer.url, world.instructor, endQuery, { input: { id } });
    }
  } finally {
    await peer.stop();
  }
}

interface OnAir {
  readonly id: string;
  readonly cameraUrl: string;
}

async function goLive(url: string, { instructor, liveLessonId: lessonId }: MediaWorld): Promise<OnAir> {
  const scheduledAt = new Date(Date.now() + 60_000).toISOString();
  const { scheduleLiveSession } = await ask<{ scheduleLiveSession: { session: { id: string } } }>(
    url,
    instructor,
    scheduleQuery,
    { input: { lessonId, scheduledAt, duration: 600 } },
  );
  const { id } = scheduleLiveSession.session;
  const { startLiveSession } = await ask<{ startLiveSession: { ingestUrl: string; streamKey: string } }>(
    url,
    instructor,
    startQuery,
    { input: { id } },
  );
  return { id, cameraUrl: `${startLiveSession.ingestUrl}/${startLiveSession.streamKey}` };
}

/** Resolves once there is something to watch. */
async function joined(url: string, token: string, id: string): Promise<Place> {
  const { joinLiveSession } = await ask<{ joinLiveSession: { hlsUrl?: string } }>(url, token, joinQuery, {
    input: { id },
  });
  if (!joinLiveSession.hlsUrl) throw new Error(`No grant: ${JSON.stringify(joinLiveSession)}`);
  const { origin } = new URL(url);
  const playlist = origin + new URL(joinLiveSession.hlsUrl).pathname;
  const headers = { authorization: `Bearer ${token}` };
  while ((await fetch(playlist, { headers })).status === 503) await pause(20);
  return placeOf(origin, joinLiveSession.hlsUrl, token);
}

const scheduleQuery = `mutation ($input: ScheduleLiveSessionInput!) { scheduleLiveSession(input: $input) { session { id } } }`;
const startQuery = `mutation ($input: LiveSessionInput!) { startLiveSession(input: $input) { ingestUrl streamKey } }`;
const endQuery = `mutation ($input: LiveSessionInput!) { endLiveSession(input: $input) { __typename } }`;
const joinQuery = `mutation ($input: LiveSessionInput!) {
  joinLiveSession(input: $input) { ... on JoinLiveSessionPayload { hlsUrl } ... on Refusal { code } }
}`;
