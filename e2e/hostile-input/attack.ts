import type { Lyceum } from '../harness/lyceum';

export interface Shot {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface ShotAnswer {
  readonly status: number;
  readonly text: string;
}

/** What only comes from the inside: stacks, our own files, the words of the database. */
const leaks =
  /\bat [\w.<>]+ \(|node_modules|\.[jt]s:\d+|QueryFailedError|violates|relation \\?"|duplicate key|stacktrace|"exception"/;
/** Far longer than anything may take, so that a hang fails by its name. */
const patience = 120_000;
/** More at once than the gateway has connections to its databases. */
const atOnce = 12;

/** Sends everything, several at a time, and returns what is wrong with the answers. */
export async function attack(lyceum: Lyceum, shots: readonly Shot[]): Promise<string[]> {
  const waiting = [...shots];
  const problems: string[] = [];
  const shooter = async (): Promise<void> => {
    for (let shot = waiting.shift(); shot; shot = waiting.shift()) {
      const problem = judge(await fire(lyceum, shot));
      if (problem) problems.push(`${problem} for ${shot.body.slice(-300)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, shooter));
  return problems;
}

async function fire({ url }: Lyceum, { body, headers }: Shot): Promise<ShotAnswer> {
  const signal = AbortSignal.timeout(patience);
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal,
  });
  return { status: response.status, text: await response.text() };
}

/** What is wrong with an answer: it must be read by any client, and each refusal coded. */
function judge({ status, text }: ShotAnswer): string | null {
  if (status !== 200 && (status < 400 || status > 499)) return `status ${status}: ${text.slice(0, 300)}`;
  const leak = leaks.exec(text);
  if (leak) return `tells "${leak[0]}": ${text.slice(0, 300)}`;
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions?: { code?: unknown } }[] };
  for (const { extensions } of errors) {
    const code = extensions?.code;
    if (typeof code !== 'string' || code.startsWith('INTERNAL')) return `code ${String(code)}: ${text.slice(0, 300)}`;
  }
  return null;
}
