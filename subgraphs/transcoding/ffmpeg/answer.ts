import { execFile } from 'node:child_process';
import { ENVIRONMENT } from './environment';

/** What a program prints, for questions that it answers at once; null when it fails. */
export const answerOf = (program: string, args: readonly string[]): Promise<string | null> =>
  new Promise((resolve) => {
    execFile(program, args, { env: ENVIRONMENT, timeout: 120_000, maxBuffer: 10_000_000 }, (error, stdout) =>
      resolve(error ? null : stdout),
    );
  });
