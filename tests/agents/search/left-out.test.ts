import { expect, it } from 'vitest';
import { isLeftOut } from '#agents/search/left-out.ts';

it.each([
  ['White onion', 'white onions', 'onions', true],
  ['Shredded cheese', 'shredded mexican blend', 'cheese', true],
  ['Green onions', 'green onions', 'red onions', false],
  ['Salsa', 'salsa', '', false],
])('leaves %s (%s) out when “%s” was: %s', (name, query, said, expected) => {
  expect(isLeftOut({ name, query }, [{ query: said }])).toBe(expected);
});
