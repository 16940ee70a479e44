import type { SupergraphSource } from './supergraph-source';

/** A supergraph that is composed in this process. */
export class ComposedSource implements SupergraphSource {
  private onChange: (supergraphSdl: string) => void = () => undefined;

  constructor(private readonly compose: () => string) {}

  current(): Promise<string> {
    return Promise.resolve(this.compose());
  }

  watch(onChange: (supergraphSdl: string) => void): void {
    this.onChange = onChange;
  }

  /** Composes again, after a subgraph's schema has changed. @throws what composing throws; the supergraph stays as it is then. */
  recompose(): void {
    this.onChange(this.compose());
  }

  close(): void {
    this.onChange = () => undefined;
  }
}
