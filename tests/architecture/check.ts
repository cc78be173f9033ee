import { findViolations } from './rules.ts';
import { readSourceFiles } from './source-files.ts';

const violations = findViolations(readSourceFiles());
for (const { path, line, rule, detail } of violations) console.error(`${path}:${line} ${rule}: ${detail}`);
console.log(
  `architecture: ${violations.length === 0 ? 'every rule holds' : `${violations.length} violations`}`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
