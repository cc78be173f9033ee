import {
  type DialogueFocus,
  EMPTY_FOCUS,
  type FocusProduct,
  type PendingQuestion,
} from '#agents/supervisor/dialogue-focus.ts';

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
};
