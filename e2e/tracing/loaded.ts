import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectFolder } from '../../cli/files';

/**
 * Loads in a process of its own what the product's processes load, starts and stops tracing as they do around one span,
 * and says whether that brought the SDK. Jest would neither tell what is loaded nor let the exporter load node:http.
 */
const PROGRAM = `
  require('reflect-metadata');
  for (const name of ['dev', 'serve']) require('./dist/cli/commands/' + name);
  const { readConfig } = require('./dist/kit/config/config');
  const { startTracing } = require('./dist/kit/tracing/start');
  const { traced } = require('./dist/kit/tracing/span');
  const tracing = startTracing(readConfig(process.env), 'courses+lessons');
  const isTraced = traced('work', {}, (span) => span !== undefined);
  const isLoaded = Object.keys(require.cache).some((file) => /sdk-trace-node|exporter-trace/.test(file));
  tracing.stop().then(() => {
    console.log(JSON.stringify({ isTraced, isLoaded }));
    process.exit();
  });`;

interface Loaded {
  readonly isTraced: boolean;
  readonly isLoaded: boolean;
}

export async function loadedWith(settings: Record<string, string>): Promise<Loaded> {
  const env = { PATH: '/usr/bin:/bin', LOG_LEVEL: 'silent', ...settings };
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', PROGRAM], { cwd: projectFolder, env });
  return JSON.parse(stdout) as Loaded;
}
