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
      '(put|bring|get) the|that|this|those|my (last|latest|undone)? change|changes|edit|update back (again|in)?',
      '(put|bring|get) back the|that|this|those|my (last|latest|undone)? change|changes|edit|update (again)?',
      '(reapply|re apply|restore|reinstate|repeat|remake|make|do|apply) the|that|this|those|my (last|latest|undone|same)? change|changes|edit|update (again|back)?',
      '$i (do not|did not) want|mean (that|the|to)? undo|undone|undoing *',
    ],
    read: () => slots({ redo: true }),
  },
];
