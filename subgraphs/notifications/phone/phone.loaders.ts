import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { PhoneNumber } from './phone-number.entity';
import { openNumber } from './sealed-number';

/** Every read of numbers by key; who may read one is decided where it is asked. */
export class PhoneLoaders {
  readonly of: Loader<string, PhoneNumber | null>;

  constructor(private readonly scope: Scope) {
    this.of = loadByKey(scope, PhoneNumber, 'userId');
  }

  /** Where text messages to somebody go. */
  async verified(userId: string): Promise<string | null> {
    const known = await this.of.load(userId);
    return known?.verifiedAt ? openNumber(this.scope.secrets, known) : null;
  }
}
