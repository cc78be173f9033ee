import type { Rule } from '#agents/supervisor/rule.ts';
import { ADD_RULES } from './add-rules.ts';
import { CANCEL_ORDER_RULES } from './cancel-order-rules.ts';
import { CHECKOUT_RULES } from './checkout-rules.ts';
import { COMPARE_RULES } from './compare-rules.ts';
import { DESCRIBED_RULES } from './described-rules.ts';
import { EARLIER_ORDER_RULES } from './earlier-order-rules.ts';
import { FIND_RULES } from './find-rules.ts';
import { HABIT_RULES } from './habit-rules.ts';
import { LINE_LIST_RULES } from './line-list-rules.ts';
import { MEMORY_RULES } from './memory-rules.ts';
import { NEED_RULES } from './need-rules.ts';
import { OCCASION_RULES } from './occasion-rules.ts';
import { ORDER_HISTORY_RULES } from './order-history-rules.ts';
import { OWN_STOCK_RULES } from './own-stock-rules.ts';
import { PAGE_RULES } from './page-rules.ts';
import { PREFERENCE_RULES } from './preference-rules.ts';
import { PROMOTION_RULES } from './promotion-rules.ts';
import { QUALITY_RULES } from './quality-rules.ts';
import { QUESTION_RULES } from './question-rules.ts';
import { RECIPE_RULES } from './recipe-rules.ts';
import { REDO_RULES } from './redo-rules.ts';
import { REFUSAL_RULES } from './refusal-rules.ts';
import { REMOVE_RULES } from './remove-rules.ts';
import { REPEAT_ORDER_RULES } from './repeat-order-rules.ts';
import { SAVING_RULES } from './saving-rules.ts';
import { SCOPE_RULES } from './scope-rules.ts';
import { SHOWN_LIST_RULES } from './shown-list-rules.ts';
import { TALK_RULES } from './talk-rules.ts';
import { UPDATE_RULES } from './update-rules.ts';
import { VARIANT_RULES } from './variant-rules.ts';

/** Every rule of the grammar. Order does not matter: confidence and the words named decide. */
export const RULES: readonly Rule[] = [
  ...SCOPE_RULES,
  ...ADD_RULES,
  ...UPDATE_RULES,
  ...LINE_LIST_RULES,
  ...REMOVE_RULES,
  ...VARIANT_RULES,
  ...SAVING_RULES,
  ...REDO_RULES,
  ...REFUSAL_RULES,
  ...CHECKOUT_RULES,
  ...ORDER_HISTORY_RULES,
  ...EARLIER_ORDER_RULES,
  ...REPEAT_ORDER_RULES,
  ...CANCEL_ORDER_RULES,
  ...HABIT_RULES,
  ...PROMOTION_RULES,
  ...RECIPE_RULES,
  ...OCCASION_RULES,
  ...PREFERENCE_RULES,
  ...NEED_RULES,
  ...MEMORY_RULES,
  ...COMPARE_RULES,
  ...SHOWN_LIST_RULES,
  ...QUESTION_RULES,
  ...QUALITY_RULES,
  ...FIND_RULES,
  ...DESCRIBED_RULES,
  ...PAGE_RULES,
  ...TALK_RULES,
  ...OWN_STOCK_RULES,
];
