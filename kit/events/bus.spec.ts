import { InProcessBus } from './bus';
import { busContract } from './bus.contract';

describe('in process', () => {
  busContract(() => Promise.resolve(new InProcessBus()));
});
