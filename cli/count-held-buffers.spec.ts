import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { countHeldBuffers } from './count-held-buffers';

/** Beside a heap that stays, a gigabyte of buffers that do not. */
const work = `
  const kept = Array.from({ length: 300_000 }, (_, at) => ({ at, text: 'kept ' + at }));
  for (let made = 0; made < 16_384; made += 1) Buffer.allocUnsafeSlow(65_536);
  console.log(kept.length);
`;

function collections(before: string): number {
  const { stdout, status } = spawnSync(process.execPath, ['--trace-gc', '-e', before + work], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.match(/Mark-Compact/g)?.length ?? 0;
}

it('buffers that are gone cost the heap few collections', () => {
  const program = JSON.stringify(join(__dirname, '..', 'dist', 'cli', 'count-held-buffers.js'));
  const [usual, ours] = [collections(''), collections(`require(${program});`)];
  expect(usual).toBeGreaterThan(8);
  expect(ours).toBeLessThan(usual / 2);
});

it.each([
  ['13.6.233.17-node.53', true],
  ['14.7.1', true],
  ['14.8.0', false],
  ['15.0.1', false],
])('V8 %s is asked: %p', (version, isAsked) => {
  expect(countHeldBuffers(version)).toBe(isAsked);
});
