import type { GraphiQLProps } from 'graphiql';
import { createElement as h, Fragment, useEffect, useSyncExternalStore, type ReactElement } from 'react';

/** How the gateway answered, as `extensions.lyceum` says it. */
interface Explained {
  readonly plan: string | null;
  readonly subgraphCalls: number;
  readonly calls: readonly {
    readonly subgraph: string;
    readonly after: number;
    readonly milliseconds: number;
    readonly errors: number;
  }[];
  readonly kept: Readonly<Record<string, number>>;
}

/** `null`: the gateway said nothing; `undefined`: it was not asked yet. */
let last: Explained | null | undefined;
let isOpen = false;
const listeners = new Set<() => void>();

/** The header that asks the gateway how it answers; none while nobody looks, so that answers stay small. */
export const explainHeaders = (): Record<string, string> => (isOpen ? { 'x-lyceum-explain': '1' } : {});

/** Shows what a result says of how it was made, and takes it out of the result. */
export function withoutExplanation<T extends { readonly extensions?: Record<string, unknown> }>(result: T): T {
  if (!isOpen) return result;
  const { lyceum, ...others } = result.extensions ?? {};
  last = (lyceum as Explained | undefined) ?? null;
  for (const listener of listeners) listener();
  const { extensions: _, ...rest } = result;
  return (Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest) as T;
}

function onExplained(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function Plan(): ReactElement {
  const explained = useSyncExternalStore(onExplained, () => last);
  useEffect(() => {
    isOpen = true;
    return () => {
      isOpen = false;
    };
  }, []);
  return h('section', { className: 'plan', 'aria-label': 'Plan' }, h('h2', null, 'Plan'), contentOf(explained));
}

function contentOf(explained: Explained | null | undefined): ReactElement {
  if (explained === undefined) return h('p', null, 'Run an operation to see how the gateway answers it.');
  if (explained === null) return h('p', null, 'The gateway explains queries and mutations, in development only.');
  const { plan, calls, subgraphCalls } = explained;
  const kept = Object.entries(explained.kept).map(([subgraph, entities]) => `${entities} of ${subgraph}`);
  return h(
    Fragment,
    null,
    h('p', null, subgraphCalls === 1 ? '1 subgraph call' : `${subgraphCalls} subgraph calls`),
    kept.length > 0 && h('p', null, `Entities that were kept: ${kept.join(', ')}`),
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h('tr', null, ...['Subgraph', 'After', 'Took', 'Errors'].map((title) => h('th', { key: title }, title))),
      ),
      h(
        'tbody',
        null,
        ...calls.map(({ subgraph, after, milliseconds, errors }, index) =>
          h(
            'tr',
            { key: index },
            h('td', null, subgraph),
            h('td', null, `${after} ms`),
            h('td', null, `${milliseconds} ms`),
            h('td', null, errors),
          ),
        ),
      ),
    ),
    h('pre', { tabIndex: 0 }, plan ?? 'No plan: the answer was there already, or this engine shows none.'),
  );
}

function Icon(): ReactElement {
  return h(
    'svg',
    { viewBox: '0 0 16 16', fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, 'aria-hidden': true },
    h('path', { d: 'M3 3h4M3 3v10h4M3 8h4M9 1.5h4v3H9zM9 6.5h4v3H9zM9 11.5h4v3H9z' }),
  );
}

/** The panel that draws the plan of the operation that ran last, and times its subgraph calls. */
export const planPlugin: NonNullable<GraphiQLProps['plugins']>[number] = { title: 'Plan', icon: Icon, content: Plan };
