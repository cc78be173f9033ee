import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'esbuild';
import {
  type BuiltFile,
  type BuiltPages,
  OUTPUT_FOLDER,
  PAGES,
  readBuiltPages,
  SHIPPED_CATALOGUE,
  SOURCE_FOLDERS,
} from './page-files.ts';
import { readShelfPictures } from './shelf-pictures.ts';

/** Goes out with the script, as the licences of what is in it ask. */
const NOTICE =
  '/* Holds Preact (c) Jason Miller and Preact Signals (c) Preact Team, both under the MIT licence. */';

/** Bundles the shopper's pages into `dist` unless what lies there was made from these very sources. */
export async function buildPages(): Promise<void> {
  const sources = await digestSources();
  if ((await readBuiltPages())?.sources === sources) return;

  // Loaded only when there is something to bundle.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: {
      shop: 'shop/main.tsx',
      me: 'me/main.tsx',
      theme: 'shop/apply-theme.ts',
      style: 'shop/styles/shop.css',
      mestyle: 'me/styles/mestyle.css',
    },
    outdir: OUTPUT_FOLDER,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file' },
    legalComments: 'none',
    banner: { js: NOTICE },
    logLevel: 'silent',
    plugins: [shelfPictureModule],
  });
  const assets = outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
  await writeOutput(sources, assets);
}

interface Asset {
  readonly name: string;
  readonly contents: Uint8Array;
}

/** Lets the page import what was learned from the shipped catalogue. */
const shelfPictureModule: Plugin = {
  name: 'shelf-pictures',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^leafloaf:shelf-pictures$/ }, ({ path }) => ({ path, namespace: 'leafloaf' }));
    onLoad({ filter: /.*/, namespace: 'leafloaf' }, async () => ({
      contents: JSON.stringify(await readShelfPictures(SHIPPED_CATALOGUE)),
      loader: 'json',
    }));
  },
};

/** Files of earlier builds go; `built.json` comes last, because it stands for a whole build. */
async function writeOutput(sources: string, assets: readonly Asset[]): Promise<void> {
  const folder = join(OUTPUT_FOLDER, 'assets');
  await rm(join(OUTPUT_FOLDER, 'built.json'), { force: true });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = await Promise.all(assets.map((asset) => writeAsset(folder, asset)));
  for (const page of PAGES) {
    const template = await readFile(join(import.meta.dirname, page, 'page.html'), 'utf8');
    await writeFile(join(OUTPUT_FOLDER, `${page}.html`), withHashedNames(template, assets));
  }
  const built: BuiltPages = { sources, files };
  const draft = join(OUTPUT_FOLDER, `built.${process.pid}.json`);
  await writeFile(draft, JSON.stringify(built, null, 2));
  await rename(draft, join(OUTPUT_FOLDER, 'built.json'));
}

/** Text is compressed once, here, and served as it lies. */
async function writeAsset(folder: string, { name, contents }: Asset): Promise<BuiltFile> {
  const path = join(folder, name);
  await writeFile(path, contents);
  if (name.endsWith('.woff2')) return { name, bytes: contents.length, sentBytes: contents.length };
  const gzip = gzipSync(contents, { level: constants.Z_BEST_COMPRESSION });
  await Promise.all([writeFile(`${path}.gz`, gzip), writeFile(`${path}.br`, brotliCompressSync(contents))]);
  return { name, bytes: contents.length, sentBytes: gzip.length };
}

/** `/assets/shop.js` in the template becomes the file of this build. */
function withHashedNames(template: string, assets: readonly Asset[]): string {
  return template.replace(/\/assets\/([a-z]+)\.(js|css)/g, (_address, name: string, extension: string) => {
    const asset = assets.find((built) => built.name.startsWith(`${name}-`) && built.name.endsWith(extension));
    if (asset === undefined)
      throw new Error(`page.html names ${name}.${extension}, which no entry point makes.`);
    return `/assets/${asset.name}`;
  });
}

/** Over everything that goes into the bundle: our files, the shipped catalogue, the pinned versions of packages. */
async function digestSources(): Promise<string> {
  const digest = createHash('sha256');
  for (const folder of [...SOURCE_FOLDERS, SHIPPED_CATALOGUE]) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    for (const path of paths.sort()) digest.update(path.slice(folder.length)).update(await readFile(path));
  }
  const ours = ['build.ts', 'page-files.ts', 'shelf-pictures.ts'].map((name) =>
    join(import.meta.dirname, name),
  );
  const packages = join(import.meta.dirname, '..', '..', '..', 'package.json');
  for (const path of [...ours, packages]) digest.update(await readFile(path));
  return digest.digest('hex');
}
