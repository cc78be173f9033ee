import { buildPages } from '#infra/gateway/pages/build.ts';
import { MAX_SCRIPT_BYTES, PAGES, readBuiltPages, scriptBytes } from '#infra/gateway/pages/page-files.ts';

/** `npm run pages:build`: bundles the pages, prints what a browser fetches, fails when the script grew too heavy. */
await buildPages();
const built = await readBuiltPages();
if (built === null) throw new Error('The build left nothing behind.');
for (const { name, bytes, sentBytes } of built.files) {
  console.log(`${name.padEnd(48)} ${kilobytes(bytes).padStart(9)} ${kilobytes(sentBytes).padStart(9)} sent`);
}
for (const page of PAGES) {
  const script = scriptBytes(built, page);
  console.log(`script of ${page}: ${kilobytes(script)} compressed, at most ${kilobytes(MAX_SCRIPT_BYTES)}`);
  if (script > MAX_SCRIPT_BYTES) {
    console.error('The page carries too much script. Leave something out or import it where it is used.');
    process.exitCode = 1;
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
