import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The open icon set that draws the products (see NOTICE.md). */
const ICON_SET = '@iconify-json/fluent-emoji-flat/icons.json';
/** Goes out with each picture, as its licence asks. */
const CREDIT = '<!-- Fluent Emoji, (c) Microsoft Corporation, MIT licence -->';

interface IconSet {
  readonly icons: Readonly<Record<string, { readonly body: string }>>;
  readonly width: number;
  readonly height: number;
}

/** A picture by its name in the icon set as an SVG document; null when there is none of that name. */
export type FindPicture = (name: string) => Promise<string | null>;

/** The set is nine megabytes of JSON, so it is read at the first picture that somebody asks for. */
export function createPictureFinder(): FindPicture {
  let loading: Promise<IconSet> | null = null;
  return async (name) => {
    loading ??= readIconSet();
    const { icons, width, height } = await loading;
    const icon = Object.hasOwn(icons, name) ? icons[name] : undefined;
    if (icon === undefined) return null;
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${CREDIT}${icon.body}</svg>`;
  };
}

async function readIconSet(): Promise<IconSet> {
  const path = createRequire(import.meta.url).resolve(ICON_SET);
  return JSON.parse(await readFile(path, 'utf8')) as IconSet;
}
