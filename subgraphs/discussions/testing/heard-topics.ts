import { setImmediate as turn } from 'node:timers/promises';
import type { LiveTopics } from '../../../kit/live/live';
import type { SubgraphTest } from '../../../kit/testing/subgraph-test';

/** Sees which live topics are listened to, so that a test speaks once somebody hears it; forgotten before each test. */
export class HeardTopics {
  private topics!: jest.SpiedFunction<LiveTopics['subscribe']>;

  constructor(house: SubgraphTest) {
    beforeAll(() => {
      this.topics = jest.spyOn(house.subgraph.resources.live, 'subscribe');
    });
    beforeEach(() => this.forget());
  }

  /** Counts from nothing again. */
  forget(): void {
    this.topics.mockClear();
  }

  /** Until so many subscriptions, which were asked for their next, hear what is told. */
  readonly hearing = async (streams = 1): Promise<void> => {
    while (this.topics.mock.calls.length < streams) await turn();
    await turn();
  };
}
