import { type Rule, slots } from '#agents/supervisor/rule.ts';

/** What makes a change again that was taken back. */
export const REDO_RULES: readonly Rule[] = [
  {
    name: 'undo',
    confidence: 0.975,
    patterns: [
      'redo',
      'redo it|that|this|them (again)?',
      'redo the|my|that|this (last|previous|latest|undone)? (change|changes|edit|update|action|step|one|thing)',
      '(undo|reverse|revert|cancel|take back|forget|scratch) the|that|my|your|this (last)? undo|undoing',
      'un undo (it|that)?',
      '(restore|redo|reapply|put back|bring back) what you|i (just)? undid|undo|undone|reverted',
      '(put|bring|get) the|that|this|those|my (last|latest|undone)? change|changes|edit|update back (again|in)?',
      '(put|bring|get) back the|that|this|those|my (last|latest|undone)? change|changes|edit|update (again)?',
      '(reapply|re apply|restore|reinstate|repeat|remake|make|do|apply) the|that|this|those|my (last|latest|undone|same)? change|changes|edit|update (again|back)?',
      '$i (do not|did not) want|mean (that|the|to)? undo|undone|undoing *',
    ],
    read: () => slots({ redo: true }),
  },
  {
    name: 'undo',
    confidence: 0.98,
    patterns: [
      '(put|add|bring|get) (it|that|this|them|those|everything|it all) back (again|in)? (to|in|into)? @cart?',
      '(put|add|bring) back (it|that|this|them|those|everything)',
      '$i want (it|that|them|those|everything) back',
    ],
    read: (_match, { focus }) => (focus.undone === true ? slots({ redo: true }) : null),
  },
];
