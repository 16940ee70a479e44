import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Runs a script with an order in a process of its own. Resolves to its only answer. @throws where it ends without one */
export async function askChild(script: string, order: object): Promise<object> {
  const { child, answer } = await beginChild(script, order);
  child.disconnect();
  return answer;
}

interface Begun {
  readonly child: ChildProcess;
  /** Its first. */
  readonly answer: object;
}

/** The same, for a process that goes on until it is disconnected. */
export async function beginChild(script: string, order: object): Promise<Begun> {
  const child = fork(script, [JSON.stringify(order)]);
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [object | number | null];
  if (typeof answer === 'number' || answer === null) throw new Error(`${script} ended with ${answer}.`);
  return { child, answer };
}
