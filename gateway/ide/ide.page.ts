import type { Example } from './example';
import type { PlayerBundle } from './player.page';

/** Addresses of the bundle's entry, as `build.mjs` writes them. */
export interface IdeBundle {
  readonly script: string;
  readonly style: string;
  readonly player?: PlayerBundle;
}

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#b0074f"/><path d="M11 7v18h11" fill="none" stroke="#fff" stroke-width="4"/></svg>',
)}`;

/** The IDE's page. It holds no inline script: its options are a data block, which browsers never run. */
export function idePage(
  bundle: IdeBundle,
  options: { examples: readonly Example[]; subscriptionsUrl: string },
): string {
  // No `<` can end the data block early, whatever an example contains.
  const data = JSON.stringify(options).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Lyceum GraphQL</title>
    <link rel="icon" href="${ICON}">
    <link rel="stylesheet" href="${bundle.style}">
    <script type="application/json" id="ide-options">${data}</script>
    <script type="module" src="${bundle.script}"></script>
  </head>
  <body>
    <div id="ide"><noscript>The GraphQL IDE needs JavaScript; the endpoint itself is POST /graphql.</noscript></div>
  </body>
</html>
`;
}

/** Our own origin only. Styles may be inline, because the editor positions its lines by style attributes. */
export function idePolicy(subscriptionsUrl: string): string {
  const elsewhere = /^wss?:\/\/[^/;,\s]+/.exec(subscriptionsUrl)?.[0];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${elsewhere ? ` ${elsewhere}` : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
