import type { RouteName } from '#agents/supervisor/router/route.ts';
import type { RoutedText } from '#agents/supervisor/router/routed-text.ts';

const THINGS = 'milk bread rice eggs tea butter pasta beans honey oats'.split(' ');
const PATTERNS: readonly (readonly [RouteName, string])[] = [
  ['cart_change', 'please put THING on my list'],
  ['cart_change', 'take THING off the list again'],
  ['cart_read', 'what about THING is on my list so far'],
  ['order_status', 'where is the THING that i ordered'],
  ['order_status', 'when will my THING arrive'],
];

/** Sentences of five patterns with ten things each: enough to learn three routes from. */
export const PATTERN_TEXTS: readonly RoutedText[] = PATTERNS.flatMap(([route, pattern], at) =>
  THINGS.map((thing) => ({
    text: pattern.replace('THING', thing),
    route,
    label: `pattern${at}`,
    corpus: 'patterns',
    conversation: null,
  })),
);
