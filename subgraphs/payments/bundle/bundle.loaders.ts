import { loadByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { Bundle } from './bundle.entity';
import { bundlePolicy } from './bundle.policy';

/** Reads of bundles by key. */
export class BundleLoaders {
  readonly visible: Loader<string, Bundle | null>;

  constructor(scope: Scope) {
    this.visible = loadByKey(scope, Bundle, 'id', bundlePolicy.see);
  }
}
