/** Tells Monaco where its workers are: on our own origin, under names that change with their content. */
export function provideWorkers(): void {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker: (_id: string, label: string): Worker => {
        if (label === 'graphql') return new Worker(WORKERS.graphql);
        if (label === 'json') return new Worker(WORKERS.json);
        return new Worker(WORKERS.editor);
      },
    },
  });
}
