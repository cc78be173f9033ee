import { areSeveral } from '#agents/supervisor/whose-need.ts';

/** Whose need something is, as it is kept. */
export interface WordedNeed {
  readonly kind: 'allergy' | 'diet' | 'dislike' | 'like';
  /** "you", "your household", "your son". */
  readonly who: string;
  readonly avoided: boolean;
}

/** "Your son is allergic to peanuts", without its full stop. `what` in words. */
export function needSentence({ kind, who, avoided }: WordedNeed, what: string): string {
  const subject = who.charAt(0).toUpperCase() + who.slice(1);
  const many = who === 'you' || areSeveral(who);
  const does = many ? "don't" : "doesn't";
  switch (kind) {
    case 'allergy':
      if (avoided) return `${subject} ${many ? 'do' : 'does'} without ${what}`;
      return who === 'your household'
        ? `${subject} can't have ${what}`
        : `${subject} ${many ? 'are' : 'is'} allergic to ${what}`;
    case 'diet':
      return `${subject} ${many ? 'eat' : 'eats'} ${what} food`;
    case 'dislike':
      return `${subject} ${does} ${avoided ? 'eat' : 'like'} ${what}`;
    case 'like':
      return `${subject} ${many ? 'like' : 'likes'} ${what}`;
  }
}
