const isTerminal = process.stdout.isTTY;

/** Shows what is being done and how long it took; in a terminal already while it runs. */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  if (isTerminal) process.stdout.write(`  … ${label}`);
  try {
    const result = await work();
    print('✓', label, startedAt);
    return result;
  } catch (error) {
    print('✗', label, startedAt);
    throw error;
  }
}

function print(mark: string, label: string, startedAt: number): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${isTerminal ? '\r\x1b[2K' : ''}  ${mark} ${label} (${seconds} s)\n`);
}

export function say(text = ''): void {
  process.stdout.write(`${text}\n`);
}
