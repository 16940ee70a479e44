import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ChunkReader } from '../../subgraphs/media/live/rtmp/chunks';

/** A picture of 720p that moves, and a tone, in the time in which they are shown. */
const picture = ['-re', '-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30'];
const tone = ['-re', '-f', 'lavfi', '-i', 'sine=f=440'];
const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-g', '30'];
const audio = ['-c:a', 'aac'];

/** Bytes of a client's handshake, before its first message. */
const handshake = 1 + 2 * 1536;
/** Half the time for which a picture is shown, in milliseconds. */
const half = 1_000 / 60;

/** When a picture left the camera, by the clock of `Date.now()`, and of the stream in milliseconds. */
interface Sent {
  readonly at: number;
  readonly timestamp: number;
}

/** A camera that sends by RTMP, past a proxy that notes when each picture was sent. */
export class Camera {
  private readonly pictures: Sent[] = [];
  private process: ChildProcess | null = null;

  private constructor() {}

  /** Resolves once the first picture is sent. @param url to which it sends */
  static async start(ffmpeg: string, url: string): Promise<Camera> {
    const camera = new Camera();
    const target = new URL(url);
    const proxy = createServer((own) => {
      own.pipe(connect(Number(target.port), target.hostname)).pipe(own);
      camera.note(own);
      proxy.close();
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const through = `rtmp://127.0.0.1:${(proxy.address() as AddressInfo).port}${target.pathname}`;
    const words = ['-nostdin', '-v', 'error', ...picture, ...tone, ...video, ...audio, '-f', 'flv', through];
    camera.process = spawn(ffmpeg, words, { stdio: 'ignore' });
    while (camera.pictures.length === 0) {
      if (camera.process.exitCode !== null) throw new Error('The camera was sent away.');
      await pause(5);
    }
    return camera;
  }

  /** When the last picture before a moment was sent. @param seconds since the first one */
  sentAt(seconds: number): number {
    const until = this.pictures[0]!.timestamp + seconds * 1_000 - half;
    return this.pictures.findLast(({ timestamp }) => timestamp < until)!.at;
  }

  stop(): void {
    this.process?.kill('SIGKILL');
  }

  private note(socket: Socket): void {
    const messages = new ChunkReader(() => 8_000_000);
    let before = handshake;
    socket.on('data', (bytes) => {
      const own = bytes.subarray(before);
      before = Math.max(0, before - bytes.length);
      for (const { type, timestamp, payload } of messages.read(own))
        if (type === 9 && payload[1] === 1) this.pictures.push({ at: Date.now(), timestamp });
    });
    socket.on('error', () => socket.destroy());
  }
}
