// The last bundle, for as long as nothing that went into it has changed: whoever only starts the product need not wait.
import { createHash } from 'node:crypto';
import { cp, mkdtemp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'node_modules', '.cache', 'lyceum-ide');
/** What is in node_modules changes with the lock file only. */
const always = ['package-lock.json', 'gateway/ide/build.mjs'];

/** Copies it to `output`; false where a build would make another one. */
export async function takeKeptBundle(output) {
  try {
    const known = JSON.parse(await readFile(join(folder, 'inputs.json'), 'utf8'));
    const now = await hashesOf(Object.keys(known));
    if (JSON.stringify(now) !== JSON.stringify(known)) return false;
    await cp(join(folder, 'bundle'), output, { recursive: true });
    return true;
  } catch {
    // Nothing is kept, or another build replaces it at this moment.
    await rm(output, { recursive: true, force: true });
    return false;
  }
}

/** Remembers what was built from these files, named from the project's folder. */
export async function keepBundle(output, inputs) {
  const own = inputs.filter((file) => !file.includes('node_modules/') && !file.startsWith('<'));
  const hashes = await hashesOf([...always, ...own]);
  await mkdir(join(folder, '..'), { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  await cp(output, join(draft, 'bundle'), { recursive: true });
  await writeFile(join(draft, 'inputs.json'), JSON.stringify(hashes));
  await rm(folder, { recursive: true, force: true });
  // Where another build was quicker, its bundle is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }));
}

async function hashesOf(files) {
  const hash = async (file) =>
    createHash('sha256')
      .update(await readFile(join(root, file)))
      .digest('hex');
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await hash(file)])));
}
