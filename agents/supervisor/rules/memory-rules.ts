import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import { type Rule, type RuleContext, type RuleReading, slots } from '#agents/supervisor/rule.ts';
import { wordsAsSaid } from '#agents/supervisor/token.ts';

function about(match: PatternMatch, context: RuleContext): string | null {
  const words = (match.captures.x ?? []).filter((token) => token.kind !== 'punct');
  const said = wordsAsSaid(context.source, words).trim();
  return said === '' ? null : said;
}

function readForget(match: PatternMatch, context: RuleContext): RuleReading {
  const said = about(match, context);
  return slots({ command: 'forget', ...(said === null ? {} : { about: said }) });
}

export const MEMORY_RULES: readonly Rule[] = [
  {
    name: 'memory_command',
    confidence: 0.965,
    patterns: [
      '(i|we) (do not have|no longer have|have got no|have no|need no|do not need) (a|any)? budget (limit)? (any more|now|at all|any longer)?',
      '(there is)? no budget (limit)? (any more|now|at all)?',
      '(forget|drop|ignore|remove|lift|cancel|never mind) (about)? (my|the|that) budget (limit)?',
      '(money|the price|price) (is no|does not|is not an|is not a) (object|matter|issue|problem)',
    ],
    read: () => slots({ command: 'forget', about: 'budget' }),
  },
  {
    name: 'memory_question',
    confidence: 0.97,
    patterns: [
      '(what|what all|what else|how much|what exactly) (do|did|have|can) you (actually|already|currently)? (know|remember|learn|learned|learnt|have|store|stored|saved|save|recall|keep|collect|collected|got) (stored|saved)? (about|on|of|from|for)? (me|us|my *|our *)',
      '(what|what all) (have) you (learned|learnt|stored|saved|remembered|collected) *',
      'what have you got (stored|saved|noted|on file|down|about|on) *',
      '(what|which) (is|are|was|were) my (stored|saved|current|known|dietary)? $memory *',
      'do you (still)? (know|remember|recall) (that|what|who|my|me|if|about|anything) *x',
      'do you (still)? (know|remember) me',
      '(what|which|when) (did|have) i (tell|told|say|said|mention|mentioned) (to)? (you)? *x',
      '($show|tell|what is in|what is|list) (me)? $my (stored|saved|dietary|food)? $memory (please)?',
      '(show|tell) (me)? (what|everything) you (know|remember|have learned|have stored|have) (about|on|of) (me|us|my *)',
      '(what|which) (of my)? $memory (do|did|have) (you|i) (have|got|store|stored|save|saved|note|noted|keep|kept|tell|told)? (you|stored|saved|noted|on file|listed|down)? (for|of|about|on)? (me|us)?',
      '(what|which) (foods|food|things)? (am i|are we) allergic|intolerant to (again)?',
      '(remind|tell|show) (me|us) (again)? (what|which) (foods|food|things)? (i am|we are|am i|are we) allergic|intolerant to (again)?',
      '(remind|tell) (me|us) (again)? (of|about|what)? (is|are)? my|our (stored|saved|dietary|food)? $memory (is|are)? (again)?',
      '(remind|tell) (me|us) (again)? what (i|we) (do not|can not|must not|should not|never) (eat|have|like|drink)',
      '(what|which) (foods|food|things)? (can not|must not|should not|do not) (i|we) (eat|have|drink|like)',
      '(what|which) allergies|allergy (do|did|have) (i|we) (have|got|list|mention|mentioned)?',
      '(what|how much|how big|how high) (is|was) (my|our) (current|weekly|grocery|shopping|food)? budget (again|now|please|set to)?',
      '(do i|did i|have i|do we) (have|set|got) (a|any) budget (set)? (already|now)?',
      '(what|which) (foods|food|things|products)? (do|am|can|should) i (avoid|avoiding|not eat|like|dislike|hate|love|prefer|not like)',
      'how do you know (that|this|what|about|my) *',
      'why (did|do|are) you (suggest|recommend|recommending|show|think|asking) *',
    ],
    read: (match, context) => {
      const said = about(match, context);
      const topic = context.clause.tokens.find((token) =>
        [
          'allergies',
          'allergy',
          'diet',
          'diets',
          'dislikes',
          'likes',
          'preferences',
          'budget',
          'household',
          'restrictions',
          'allergic',
        ].includes(token.text),
      )?.text;
      const value = topic ?? said;
      return slots(value === null || value === undefined ? {} : { about: value });
    },
  },
  {
    name: 'memory_command',
    confidence: 0.975,
    patterns: [
      '(forget|delete|erase|remove|wipe|clear) (all|all of|everything in)? my (stored|saved|personal)? (data|history|account|profile|information|memory|memories|preferences) (please)?',
      '(forget|delete|erase|remove|wipe|clear) (all (the)?)? (data|memories|information) (you have|you stored|stored|saved)? (about|on|of) (me|us)',
      '(forget|delete|erase|remove|wipe) (everything|all|all of it|anything|it all) (you know|you have|you remember|you learned|you stored|stored|saved)? (about|on) (me|us)',
      'forget (everything|all of it|it all|me|all about me)',
      '(forget|erase|delete|wipe) (everything|all|what|anything) (that)? you (know|have|learned|remember|stored|have learned|have stored) (about|on)? (me|us)?',
    ],
    read: () => slots({ command: 'forget_all' }),
  },
  {
    name: 'memory_command',
    confidence: 0.965,
    patterns: [
      'forget (that|what|about|about that|it|this|what i (just)? said|what i (just)? told you)',
      'forget (about|that|what)? (that)? (i|we|my|our|me|you) *x',
      'forget (about)? +x',
      '(do not|stop) (remember|remembering|save|saving|store|storing|keep|keeping|record|recording) (that|this|it|what i *)',
      '(delete|erase|remove) (that|this|the) (memory|fact|preference|note|information) *x',
      '(delete|erase|remove|clear) my +x (allergy|allergies|preference|preferences|diet|restriction|restrictions|dislike|dislikes|budget)',
      '(delete|erase|remove|clear|forget) my (allergy|allergies|intolerance|preference|dislike) (to|of|for) +x',
      '(delete|erase|remove|clear) my (allergy|allergies|diet|dislikes|budget|household|restrictions)',
      'no longer remember +x',
    ],
    read: (match, context) => {
      const words = context.clause.tokens.map((token) => token.text);
      const cartThing = words[0] === 'forget' && ['the', 'those', 'these'].includes(words[1] ?? '');
      if (cartThing) return null;
      const said = wordsAsSaid(context.source, context.clause.tokens.slice(1)).replace(
        /^(?:about|that|my)\s+(?=\S)/i,
        '',
      );
      const captured = match.captures.x ?? [];
      return captured.length > 0 ? slots({ command: 'forget', about: said }) : readForget(match, context);
    },
  },
  {
    name: 'memory_command',
    confidence: 0.96,
    patterns: [
      '(stop|quit|disable|turn off|switch off|pause|no more|end) (the)? $learn (from|about|of|things|me|my|everything|anything)? *',
      'do not (learn|track|remember|record|store|collect) (anything|things|me|my|about|from|what|any)? *',
      '(turn|switch) (the)? (learning|personalization|personalisation|tracking|memory) off',
      '(i do not want you to|you should not|you must not) (learn|track|remember|record|store|collect) *',
    ],
    read: () => slots({ command: 'learning_off' }),
  },
  {
    name: 'memory_command',
    confidence: 0.96,
    patterns: [
      '(start|resume|enable|turn on|switch on|continue|restart|keep) (the)? $learn (again|from|about|of|me|my)? *',
      '(turn|switch) (the)? (learning|personalization|personalisation|tracking|memory) (back)? on',
      '(you can|you may|feel free to) (learn|remember|track|store) (again|things|from|about|my|me) *',
    ],
    read: () => slots({ command: 'learning_on' }),
  },
  {
    name: 'memory_command',
    confidence: 0.96,
    patterns: [
      '(export|download|send me|give me|email me|i want|can i have|can i get|get) (a copy of|all|all of)? (my|the) (personal|stored)? (data|information|info|profile|memories|memory) *',
    ],
    read: () => slots({ command: 'export' }),
  },
  {
    name: 'memory_command',
    confidence: 0.9,
    patterns: [
      '(remember|note|keep in mind|do not forget|make a note|save) (that|this|to|down|for later)? +x',
    ],
    read: (match, context) => {
      const said = about(match, context);
      return said === null ? null : slots({ command: 'remember', about: said });
    },
  },
  {
    name: 'memory_command',
    confidence: 0.9,
    patterns: [
      '(that is|this is|you are|you got that|you got it|you have it) (not right|not correct|wrong|incorrect) (about)? (me|my *)',
      '(correct|fix|change|update) (my|what you know about my) +x (preference|profile|allergy|diet|allergies)',
      '(correct|fix|update) (my|the) (preferences|profile|data|allergies|diet|information)',
    ],
    read: (match, context) => {
      const said = about(match, context);
      return slots({ command: 'correct', ...(said === null ? {} : { about: said }) });
    },
  },
];
