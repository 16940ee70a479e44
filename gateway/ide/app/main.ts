import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createElement as h, StrictMode, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import { Bar } from './bar';
import { createFetcher } from './fetcher';
import './ide.css';
import { planPlugin } from './plan';
import { followSystemTheme } from './theme';
import { provideWorkers } from './workers';

interface PageOptions {
  readonly examples: readonly { query: string; variables?: string; headers?: string }[];
  readonly subscriptionsUrl: string;
}

/** One list for all renders: GraphiQL compares plugins by identity. */
const plugins = [HISTORY_PLUGIN, planPlugin];

const STORED = /^graphiql:(tabState|query|variables|headers|operationName)$/;

function App({ examples }: Pick<PageOptions, 'examples'>): ReactElement {
  return h(
    'div',
    { className: 'ide' },
    h(Bar, { onRestoreExamples: restoreExamples }),
    h(
      GraphiQL,
      {
        fetcher,
        defaultTabs: examples.map(({ query, variables, headers }) => ({
          query,
          variables: variables ?? null,
          headers: headers ?? null,
        })),
        ...firstEditors(examples[0]),
        defaultEditorToolsVisibility: true,
        isHeadersEditorEnabled: true,
        plugins,
      },
      // The bar carries the name already.
      h(GraphiQL.Logo, null, h('span')),
    ),
  );
}

/** GraphiQL opens its default tabs with the editors of the first one empty, where nothing is stored yet. */
function firstEditors(first: PageOptions['examples'][number] | undefined): object {
  const isFirstVisit = localStorage.getItem('graphiql:tabState') === null;
  return isFirstVisit ? { initialVariables: first?.variables, initialHeaders: first?.headers } : {};
}

/** GraphiQL opens its default tabs only where it has none stored. */
function restoreExamples(): void {
  // Not before the page goes: GraphiQL stores its tabs with a delay, and could do so after we forgot them.
  addEventListener('pagehide', () => {
    for (const key of Object.keys(localStorage)) if (STORED.test(key)) localStorage.removeItem(key);
  });
  location.reload();
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}`);
  return found;
}

const options = JSON.parse(element('ide-options').textContent) as PageOptions;
const url = new URL(options.subscriptionsUrl, location.href);
url.protocol = url.protocol.replace('http', 'ws');
// Made once: GraphiQL fetches the schema anew whenever its fetcher changes.
const fetcher = createFetcher(url.href);

provideWorkers();
followSystemTheme();
createRoot(element('ide')).render(h(StrictMode, null, h(App, { examples: options.examples })));
