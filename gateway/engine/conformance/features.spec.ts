import { parse, validate } from 'graphql';
import { openApolloEngine } from '../apollo/apollo-engine';
import { openCompiledEngineInThread } from '../compiled/engine-here';
import type { OpenEngine } from '../engine';
import { abstractTypes } from './features/abstract-types';
import { conditions } from './features/conditions';
import { contexts } from './features/contexts';
import { supergraphOf, testSubgraphs, type Feature } from './features/feature';
import { guards } from './features/guards';
import { interfaceObjects } from './features/interface-objects';
import { keys } from './features/keys';
import { mutations } from './features/mutations';
import { names } from './features/names';
import { nulls } from './features/nulls';
import { plans } from './features/plans';
import { requirements } from './features/requirements';
import { sharing } from './features/sharing';
import { values } from './features/values';
import { EngineUnderTest, type MadeCall } from './harness';

const table: Readonly<Record<string, readonly Feature[]>> = {
  requirements,
  keys,
  abstractTypes,
  interfaceObjects,
  sharing,
  nulls,
  values,
  conditions,
  mutations,
  plans,
  names,
  contexts,
  guards,
};

/** Each is composed once, for both engines. */
const supergraphs = new Map<Feature, string>();

function composed(feature: Feature): string {
  const supergraph = supergraphs.get(feature) ?? supergraphOf(feature);
  supergraphs.set(feature, supergraph);
  return supergraph;
}

describe.each(Object.entries(table))('%s', (_, features) => {
  it.each(features.map((feature) => [feature.name, feature] as const))('%s', async (_, feature) => {
    expect(await outcome(openCompiledEngineInThread, feature)).toEqual(wanted(feature));
  });

  it.each(features.map((feature) => [feature.name, feature] as const))('@apollo/gateway: %s', async (_, feature) => {
    const given = await outcome(openApolloEngine, feature).catch((error: Error) => error.message);
    if (feature.apolloDiffers === undefined) expect(given).toEqual(wanted(feature));
    else expect(given).not.toEqual(wanted(feature));
  });
});

/** Data as JSON, so that the order of keys counts and no name is special. */
interface Outcome {
  readonly data: string;
  readonly errors: readonly string[];
  /** Where the case says something about it. */
  readonly calls?: readonly string[];
  readonly representations?: number;
}

function wanted({ data, errors = [], calls, representations }: Feature): Outcome {
  return {
    data: JSON.stringify(data, null, 1),
    errors: errors.map((path) => JSON.stringify(path)).toSorted(),
    ...(calls && { calls: calls.toSorted() }),
    ...(representations !== undefined && { representations }),
  };
}

async function outcome(openEngine: OpenEngine, feature: Feature): Promise<Outcome> {
  const engine = await EngineUnderTest.open(openEngine, composed(feature), testSubgraphs(feature));
  try {
    const context = feature.viewer ? { viewer: feature.viewer } : {};
    expect(validate(engine.engine.schema, parse(feature.operation))).toEqual([]);
    const { data, errors } = await engine.execute(feature.operation, feature.variables, context);
    return wanted({
      ...feature,
      data,
      errors: errors.map(({ path }) => path),
      ...(feature.calls && { calls: engine.calls.map(({ subgraph }) => subgraph) }),
      ...(feature.representations !== undefined && { representations: representationsIn(engine.calls) }),
    });
  } finally {
    await engine.close();
  }
}

function representationsIn(calls: readonly MadeCall[]): number {
  const sent = calls.flatMap(({ variables }) =>
    Object.entries(variables).filter(([name]) => name.startsWith('representations')),
  );
  return sent.flatMap(([, entities]) => entities as readonly unknown[]).length;
}
