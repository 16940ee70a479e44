import { loadManyByKey, type Loader } from '../../../kit/database/loaders';
import type { Scope } from '../../../kit/scope/scope';
import { PushDevice } from './push-device.entity';

/** Every read of devices by key; who may read them is decided where it is asked. */
export class DeviceLoaders {
  readonly of: Loader<string, PushDevice[]>;

  constructor(scope: Scope) {
    this.of = loadManyByKey(scope, PushDevice, 'userId', { order: { registeredAt: 'DESC', id: 'DESC' } });
  }
}
