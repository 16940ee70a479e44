import type { RefusalReason } from '../asset/asset.states';

/** The file is at fault, and will be the next time, too. */
export class Unusable extends Error {
  override readonly name = 'Unusable';

  constructor(
    readonly reason: RefusalReason,
    cause?: unknown,
  ) {
    super(`The file is of no use: ${reason}.`, { cause });
  }
}
