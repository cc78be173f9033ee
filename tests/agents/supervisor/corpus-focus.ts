import {
  type DialogueFocus,
  EMPTY_FOCUS,
  type FocusProduct,
  type PendingQuestion,
} from '#agents/supervisor/dialogue-focus.ts';
import type { ItemMention } from '#agents/supervisor/intent.ts';

function milk(productId: string, name: string, brand: string, priceCents: number): FocusProduct {
  return { productId, name, brand, sizeText: '64 fl oz', sizeAmount: 1893, priceCents, organic: false };
}

const MILKS = [
  milk('m1', 'Oatly Original Oat Milk', 'Oatly', 499),
  milk('m2', 'Minor Figures Barista Oat Milk', 'Minor Figures', 459),
  milk('m3', 'Silk Almond Milk', 'Silk', 379),
] as const;

function asked(question: Pick<PendingQuestion, 'command'>, options: readonly string[] = []): DialogueFocus {
  const pending: PendingQuestion = {
    kind: question.command.kind,
    text: 'A question?',
    options: options.map((label, at) => ({ label, productId: MILKS[at]?.productId ?? null })),
    command: question.command,
  };
  return { ...EMPTY_FOCUS, shown: MILKS, pending };
}

/** What was searched for, as an item of that search. */
function sought(query: string, filters: ItemMention['filters'] = {}): readonly ItemMention[] {
  return [
    { said: query, query, amount: null, reference: null, filters, excludeTerms: [], sort: 'relevance' },
  ];
}

function line(productId: string, name: string, quantity: number) {
  return { productId, name, quantity };
}

function thing(productId: string, name: string): FocusProduct {
  return { productId, name, brand: null, sizeText: null, sizeAmount: null, priceCents: 299, organic: false };
}

const CHEESES = ['Halloumi Cheese', 'Polly-O String Cheese', 'Kite Hill Plain Almond Cream Cheese'] as const;
const BREADS = ['Jewish Rye Bread', 'Honey Wheat Bread'] as const;

/** Situations that a line of the corpus can name as its `focus`. */
export const FOCUSES: Readonly<Record<string, DialogueFocus>> = {
  'milks-shown': { ...EMPTY_FOCUS, shown: MILKS },
  'milk-touched': { ...EMPTY_FOCUS, touched: [{ product: MILKS[0], quantity: 2 }] },
  'milk-removed': { ...EMPTY_FOCUS, removed: [{ product: MILKS[0], quantity: 2 }] },
  'asked-to-order': asked({ command: { kind: 'confirm_order', cartRevision: 4 } }),
  'asked-which-milk': asked(
    { command: { kind: 'choose_to_add', quantity: 1 } },
    MILKS.map((product) => product.name),
  ),
  'asked-add-despite': asked({ command: { kind: 'add_despite', productId: 'm3', quantity: 1 } }),
  'asked-add-all': asked({ command: { kind: 'add_all', lines: [{ productId: 'm1', quantity: 2 }] } }),
  'oat-milk-searched': { ...EMPTY_FOCUS, shown: MILKS, sought: sought('oat milk'), last: null },
  'bread-searched': {
    ...EMPTY_FOCUS,
    shown: BREADS.map((name, at) => thing(`b${at}`, name)),
    touched: [{ product: MILKS[0], quantity: 1 }],
    sought: sought('bread'),
    last: null,
  },
  'vegan-cheese-searched': {
    ...EMPTY_FOCUS,
    shown: CHEESES.map((name, at) => thing(`k${at}`, name)),
    sought: sought('cheese', { diets: ['vegan'] }),
    last: null,
  },
  'oat-milk-added': {
    ...EMPTY_FOCUS,
    touched: [{ product: MILKS[0], quantity: 1 }],
    last: { kind: 'added', lines: [line('m1', MILKS[0].name, 1)], whole: true },
  },
  'three-oat-milks-added': {
    ...EMPTY_FOCUS,
    touched: [{ product: MILKS[0], quantity: 3 }],
    last: { kind: 'added', lines: [line('m1', MILKS[0].name, 3)], whole: true },
  },
  'limes-removed': {
    ...EMPTY_FOCUS,
    removed: [{ product: thing('l1', 'Limes'), quantity: 4 }],
    last: { kind: 'removed', lines: [line('l1', 'Limes', 4)], whole: true },
  },
  'milk-and-eggs-added': {
    ...EMPTY_FOCUS,
    touched: [
      { product: thing('e1', 'Large White Eggs'), quantity: 1 },
      { product: MILKS[0], quantity: 1 },
    ],
    last: {
      kind: 'added',
      lines: [line('m1', MILKS[0].name, 1), line('e1', 'Large White Eggs', 1)],
      whole: true,
    },
  },
  'yogurt-set-to-5': {
    ...EMPTY_FOCUS,
    touched: [{ product: thing('y1', 'Plain Greek Yogurt'), quantity: 5 }],
    last: { kind: 'updated', lines: [line('y1', 'Plain Greek Yogurt', 5)], whole: true },
  },
  'sambar-shown': {
    ...EMPTY_FOCUS,
    shown: [thing('d1', 'Toor Dal'), thing('d2', 'Tamarind Paste')],
    dish: 'Sambar',
    sought: null,
    last: null,
  },
  'asked-which-cheese': {
    ...asked({ command: { kind: 'choose_to_add', quantity: 2, query: 'cheese', amount: null } }, CHEESES),
    shown: CHEESES.map((name, at) => thing(`k${at}`, name)),
  },
  'asked-which-two-breads': asked(
    {
      command: {
        kind: 'choose_to_add',
        quantity: 2,
        query: 'bread',
        amount: { value: 2, measure: null, mode: 'absolute' },
      },
    },
    BREADS,
  ),
  'asked-which-line': asked(
    { command: { kind: 'choose_line', quantity: null } },
    MILKS.map((product) => product.name),
  ),
  'asked-one-instead': asked({ command: { kind: 'choose_to_add', quantity: 1 } }, [MILKS[1].name]),
};
