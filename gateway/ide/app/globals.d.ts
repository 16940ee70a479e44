/** Addresses of the bundled workers; `build.mjs` writes them in. */
declare const WORKERS: { readonly editor: string; readonly graphql: string; readonly json: string };

declare module '*.css';
