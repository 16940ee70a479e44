// Bundles the IDE from ./app: node gateway/ide/build.mjs [folder, dist/ide unless told]
import { build } from 'esbuild';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { keepBundle, takeKeptBundle } from './kept-bundle.mjs';

const root = join(import.meta.dirname, '..', '..');
const output = resolve(process.argv[2] ?? join(root, 'dist', 'ide'));
const assets = join(output, 'assets');
const started = performance.now();

const common = {
  absWorkingDir: root,
  assetNames: '[name]-[hash]',
  bundle: true,
  chunkNames: '[name]-[hash]',
  define: { 'process.env.NODE_ENV': '"production"' },
  entryNames: '[name]-[hash]',
  legalComments: 'linked',
  loader: { '.ttf': 'file' },
  logLevel: 'warning',
  metafile: true,
  minify: true,
  outdir: assets,
  publicPath: '/ide',
  target: 'es2022',
};

await rm(output, { recursive: true, force: true });
if (await takeKeptBundle(output)) process.exit();

const workers = await build({
  ...common,
  format: 'iife',
  entryPoints: {
    'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js',
    'graphql.worker': 'monaco-graphql/esm/graphql.worker.js',
    'json.worker': 'monaco-editor/esm/vs/language/json/json.worker.js',
  },
});
const page = await build({
  ...common,
  define: {
    ...common.define,
    WORKERS: JSON.stringify({
      editor: addressOf(workers, 'editor.worker', '.js'),
      graphql: addressOf(workers, 'graphql.worker', '.js'),
      json: addressOf(workers, 'json.worker', '.js'),
    }),
  },
  entryPoints: { ide: 'gateway/ide/app/main.ts', player: 'gateway/ide/app/player/main.ts' },
  format: 'esm',
  splitting: true,
});

await compressAssets();
const bundleOf = (entry) => ({ script: addressOf(page, entry, '.js'), style: addressOf(page, entry, '.css') });
const manifest = { ...bundleOf('ide'), player: bundleOf('player') };
await writeFile(join(output, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await keepBundle(
  output,
  [workers, page].flatMap(({ metafile }) => Object.keys(metafile.inputs)),
);
console.log(`IDE bundled into ${output} in ${((performance.now() - started) / 1000).toFixed(1)} s`);

/** The address that the gateway serves an entry's output at. */
function addressOf({ metafile }, entry, extension) {
  const names = Object.keys(metafile.outputs).map((path) => basename(path));
  const name = names.find((candidate) => candidate.startsWith(`${entry}-`) && candidate.endsWith(extension));
  if (!name) throw new Error(`No ${extension} came out for ${entry}`);
  return `/ide/${name}`;
}

/** Compressed once here, because the bundle is megabytes and every first visit would pay for it. */
async function compressAssets() {
  const brotli = promisify(brotliCompress);
  const zip = promisify(gzip);
  for (const name of await readdir(assets)) {
    if (!/\.(js|css|ttf)$/.test(name)) continue;
    const path = join(assets, name);
    const content = await readFile(path);
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    await Promise.all([
      brotli(content, quality).then((bytes) => writeFile(`${path}.br`, bytes)),
      zip(content, { level: 9 }).then((bytes) => writeFile(`${path}.gz`, bytes)),
    ]);
  }
}
