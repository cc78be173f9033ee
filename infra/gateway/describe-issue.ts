import type { z } from 'zod';
import type { FieldError } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Longest field name that is repeated to the client. */
const MAX_NAME = 64;

/** What is wrong with each field and how to mend it. Values sent are never repeated, names only shortened. */
export function describeIssues(issues: readonly Issue[], location: string): FieldError[] {
  return issues.flatMap((issue) => describe(issue, location)).slice(0, 20);
}

function describe(issue: Issue, location: string): FieldError[] {
  const path = pathOf(issue.path, location);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: pathOf([...issue.path, key], location),
        message: 'unknown field; leave it out',
      }));
    case 'invalid_union': {
      const branch = branchMeant(issue.errors);
      const inner = branch.map((nested) => ({ ...nested, path: [...issue.path, ...nested.path] }));
      return inner.length === 0 ? [{ path, message: issue.message }] : describeIssues(inner, location);
    }
    case 'invalid_type':
      return [
        { path, message: `send ${article(issue.expected)}${isMissing(issue) ? '; it is required' : ''}` },
      ];
    case 'invalid_value':
      return [{ path, message: `send one of ${issue.values.map(String).join(', ')}` }];
    case 'too_small':
      return [{ path, message: `send at least ${issue.minimum}${unit(issue.origin)}` }];
    case 'too_big':
      return [{ path, message: `send at most ${issue.maximum}${unit(issue.origin)}` }];
    case 'invalid_key':
      return [{ path, message: 'unknown field; leave it out' }];
    default:
      return [{ path, message: issue.message }];
  }
}

/** Of several shapes the one that was tried: whose refusal lies deepest, and is not of the type as a whole. */
function branchMeant(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const nearness = (branch: readonly Issue[]) =>
    Math.max(...branch.map(({ code, path }) => path.length * 2 + (code === 'invalid_type' ? 0 : 1)));
  return [...branches].sort((one, other) => nearness(other) - nearness(one))[0] ?? [];
}

function pathOf(parts: readonly PropertyKey[], location: string): string {
  if (location === 'headers') return parts.map(headerName).join('.');
  return parts.length === 0 ? location : parts.map((part) => String(part).slice(0, MAX_NAME)).join('.');
}

function headerName(name: PropertyKey): string {
  return String(name)
    .slice(0, MAX_NAME)
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('-');
}

/** zod says "received undefined" only in the text of the issue once the input is taken off. */
function isMissing(issue: Issue): boolean {
  return issue.message.endsWith('received undefined');
}

const ARTICLES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a JSON object',
  array: 'a list',
  record: 'a JSON object',
  null: 'null',
};

function article(expected: string): string {
  return ARTICLES[expected] ?? expected;
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  if (origin === 'array' || origin === 'set') return ' entries';
  return '';
}
