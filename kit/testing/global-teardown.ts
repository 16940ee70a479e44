import { rmSync } from 'node:fs';

export default async function tearDown(): Promise<void> {
  const started = globalThis.testServers;
  if (!started) return;
  await Promise.all([started.postgres.stop(), started.mongod?.stop()]);
  rmSync(started.folder, { recursive: true, force: true });
}
