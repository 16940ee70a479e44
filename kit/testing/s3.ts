import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Settings } from '../objects/s3-client';
import { freePorts } from './free-ports';
import { describeWith, findProgram } from './needs';
import { until } from './until';

/** An S3 server for one spec. */
export interface TestS3 {
  readonly settings: S3Settings;
  close(): Promise<void>;
}

const findS3 = (): string | undefined => findProgram('versitygw', join(homedir(), 'go', 'bin'));

const keys = { accessKeyId: 'lyceum', secretAccessKey: 'a key that only tests know' };

/** A server of our own on a free loopback port and a temporary folder. @throws where there is none */
export async function startS3(): Promise<TestS3> {
  const program = findS3();
  if (!program) throw new Error('No S3 server here: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0.');
  const folder = mkdtempSync(join(tmpdir(), 'lyceum-s3-'));
  for (const name of ['objects', 'metadata']) mkdirSync(join(folder, name));
  const [port] = await freePorts(1);
  const account = ['--access', keys.accessKeyId, '--secret', keys.secretAccessKey];
  // Metadata in files of their own: not every file system has extended attributes.
  const storage = ['posix', '--sidecar', join(folder, 'metadata'), join(folder, 'objects')];
  const server = spawn(program, [...account, '--port', `127.0.0.1:${port}`, '--health', '/health', ...storage], {
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const answers = (): Promise<boolean> =>
    fetch(`${endpoint}/health`).then(
      ({ ok }) => ok,
      () => server.exitCode !== null,
    );
  await until(answers);
  return {
    settings: { endpoint, bucket: 'lyceum', region: 'us-east-1', keys, pathStyle: true },
    close: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill('SIGTERM');
  await once(server, 'exit');
}

/** `describe` for what needs an S3 server. */
export function describeWithS3(name: string, run: (s3: () => TestS3) => void): void {
  const what = 'S3 server (go install github.com/versity/versitygw/cmd/versitygw@v1.8.0)';
  describeWith({ what, isHere: findS3() !== undefined }, name, () => {
    let s3: TestS3;
    beforeAll(async () => (s3 = await startS3()));
    afterAll(() => s3?.close());
    run(() => s3);
  });
}
