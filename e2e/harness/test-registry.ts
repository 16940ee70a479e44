import { Kind, parse, print, visit } from 'graphql';
import { documentId, readManifest, type ManifestDocument } from '../../gateway/registry/manifest';
import { StoredRegistry } from '../../gateway/registry/registry';
import { RegistryDatabase } from '../../gateway/registry/registry-database';
import { UseCounts } from '../../gateway/registry/use-counts';
import type { House } from '../../kit/subgraph/house';
import { ManualTimers } from '../../kit/testing/manual-timers';

/** The registered documents of a gateway under test, and a publisher. */
export class TestRegistry {
  private constructor(
    readonly database: RegistryDatabase,
    readonly stored: StoredRegistry,
    readonly uses: UseCounts,
  ) {}

  static async open(url: string, { clock, log }: Pick<House, 'clock' | 'log'>): Promise<TestRegistry> {
    const database = await RegistryDatabase.open({ url, clock, log });
    const house = { database, timers: new ManualTimers(), log, interval: 1_000 };
    const uses = new UseCounts({ ...house, clock });
    return new TestRegistry(database, await StoredRegistry.open({ ...house, uses }), uses);
  }

  /** Registers documents; the gateway knows them at once. */
  async publish(documents: readonly ManifestDocument[], owner = 'tests'): Promise<void> {
    await this.database.publish(owner, documents);
    await this.stored.refresh();
  }

  publishManifest(text: string): Promise<void> {
    return this.publish(readManifest(text), 'lyceum');
  }

  /** Registers a text, under a name if it has none, and says how to ask for it. */
  async named(text: string): Promise<{ readonly documentId: string }> {
    const document = withName(text);
    if (!this.stored.byId(document.id)) await this.publish([document]);
    return { documentId: document.id };
  }
}

function withName(text: string): ManifestDocument {
  const name = `Test_${documentId(text).slice('sha256:'.length, 40)}`;
  const named = visit(parse(text, { noLocation: true }), {
    OperationDefinition: (node) => ({ ...node, name: { kind: Kind.NAME, value: name } }),
  });
  const body = print(named);
  const operation = named.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  return { id: documentId(body), name, kind: operation!.operation, body };
}
