import { parseArgs } from 'node:util';
import { openCompiledEngineInThread } from '../compiled/engine-here';
import { Conformance } from './conformance';
import { printCase } from './shrink/print-case';

/** `npm run fuzz:engine -- --operations 10000 --seed 1`: as many random operations; what differs is shrunk and printed as a test. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { operations: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  });
  const [operations, seed] = [Number(values.operations), Number(values.seed)];
  if (!Number.isSafeInteger(operations) || !Number.isSafeInteger(seed))
    throw new Error('Both options are whole numbers.');
  const conformance = await Conformance.open(openCompiledEngineInThread);
  const failures = await conformance.run(seed, operations);
  for (const failure of failures.slice(0, mostShown)) say(printCase(await conformance.shrink(failure)));
  say(
    `${operations} operations from seed ${seed} on: ${failures.length} answered otherwise than by one schema, ${conformance.refused} refused.`,
  );
  await conformance.close();
  process.exitCode = failures.length > 0 ? 1 : 0;
}

const mostShown = 20;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

void main();
