import { Viewer } from '../kit/identity/viewer';
import type { SubgraphDefinition } from '../kit/subgraph/define';
import type { House } from '../kit/subgraph/house';
import { RunningSubgraph } from '../kit/subgraph/running';

/** Several subgraphs at work in one process. */
export class Platform {
  private constructor(readonly subgraphs: readonly RunningSubgraph[]) {}

  /** Opens and migrates all of them; ends those that opened when one does not. */
  static async open(definitions: readonly SubgraphDefinition[], house: House): Promise<Platform> {
    const results = await Promise.allSettled(definitions.map((definition) => RunningSubgraph.start(definition, house)));
    const platform = new Platform(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
    const failure = results.find((result) => result.status === 'rejected');
    if (!failure) return platform;
    await platform.stop();
    throw failure.reason;
  }

  get(name: string): RunningSubgraph {
    const found = this.subgraphs.find((subgraph) => subgraph.name === name);
    if (!found) throw new Error(`${name} does not run in this process.`);
    return found;
  }

  async startWorkers(): Promise<void> {
    await Promise.all(this.subgraphs.map((subgraph) => subgraph.worker.start()));
  }

  /** Runs jobs until none is due: every event has arrived, and what it caused has too. */
  async settle(): Promise<void> {
    do {
      await Promise.all(this.subgraphs.map((subgraph) => subgraph.worker.runDue()));
    } while (await this.hasDueJobs());
  }

  /** Makes the demo data. Each subgraph's events arrive before the next subgraph begins; the last one's are left to the workers. */
  async seed(onStep: (subgraph: string) => void = () => undefined): Promise<void> {
    for (const subgraph of this.subgraphs) {
      onStep(subgraph.name);
      await this.settle();
      await subgraph.definition.seed?.(subgraph.scope(Viewer.system));
    }
  }

  /** Whether every subgraph can work: its database answers. */
  async isReachable(): Promise<boolean> {
    const answers = await Promise.all(this.subgraphs.map((subgraph) => subgraph.isReady()));
    return answers.every(Boolean);
  }

  async stop(): Promise<void> {
    await Promise.allSettled(this.subgraphs.map((subgraph) => subgraph.stop()));
  }

  private async hasDueJobs(): Promise<boolean> {
    const due = await Promise.all(this.subgraphs.map((subgraph) => subgraph.worker.hasDue()));
    return due.some(Boolean);
  }
}
