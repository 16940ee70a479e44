import { hash, verify } from '@node-rs/argon2';
import type { Resources } from '../scope/scope';

/** argon2id as OWASP's Password Storage Cheat Sheet advises: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Tests are about what happens, not about how long it takes. */
const testCost = { memoryCost: 64, timeCost: 1, parallelism: 1 };

/** Hashes passwords and compares them, at one cost in this process. */
export class Passwords {
  private readonly cost: typeof cost;
  private decoy: Promise<string> | null = null;

  constructor({ config }: Resources) {
    this.cost = config.NODE_ENV === 'test' ? testCost : cost;
  }

  hash(password: string): Promise<string> {
    return hash(normal(password), this.cost);
  }

  /** Does the same work where there is no hash, so that the time taken does not tell. */
  async matches(password: string, known: string | null): Promise<boolean> {
    this.decoy ??= this.hash('nobody has this password');
    const isRight = await verify(known ?? (await this.decoy), normal(password));
    return isRight && known !== null;
  }
}

/** One password typed on two keyboards must be one password (NIST SP 800-63B, 3.1.1.2). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
