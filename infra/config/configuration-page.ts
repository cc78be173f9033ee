import { VARIABLES } from './variables.ts';

/** docs/configuration.md: every environment variable, with its default. */
export function configurationPage(): string {
  const rows = Object.entries(VARIABLES).map(
    ([name, { about, fallback }]) =>
      `| \`${name}\` | ${fallback === null || fallback === '' ? 'unset' : `\`${fallback}\``} | ${cell(about)} |`,
  );
  return `# Configuration

Settings come from environment variables. An empty value counts as unset. All problems are reported at once, each with
what to write instead, and the process does not start.

| variable | default | what it does |
|---|---|---|
${rows.join('\n')}

This page is written by \`npm run docs:configuration\` from \`infra/config/variables.ts\`.
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
