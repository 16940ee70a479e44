import type { Engine } from '../engine/engine';

/** An engine that says in `extensions.lyceum` how it has answered, to who asks for that. */
export function withExplanation(engine: Engine): Engine {
  return {
    ...engine,
    execute: async (request) => {
      const result = await engine.execute(request);
      const { explanation } = request.context;
      if (!explanation) return result;
      return { ...result, extensions: { ...result.extensions, lyceum: explanation.explained() } };
    },
  };
}
