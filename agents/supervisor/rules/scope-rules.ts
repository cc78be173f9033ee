import { type Rule, slots } from '#agents/supervisor/rule.ts';

/** Subjects that no grocer answers. Each must stand in a clause without any product to count. */
export const FOREIGN_WORDS: ReadonlySet<string> = new Set(
  (
    'weather forecast temperature president election politics politician minister government congress bitcoin crypto ' +
    'stock stocks nasdaq song songs music playlist movie movies film netflix youtube alarm timer reminder calendar ' +
    'meeting flight flights hotel hotels airline taxi uber lyft train bus traffic translate translation translated ' +
    'capital population planet universe football soccer basketball baseball nba nfl olympics news headline headlines ' +
    'poem essay story python javascript java sql html script algorithm hack hacker password passwords homework ' +
    'math maths equation lottery horoscope astrology zodiac email emails tweet facebook instagram twitter whatsapp ' +
    'bank loan mortgage insurance tax taxes doctor lawyer lights light thermostat volume speaker radio podcast ' +
    'jailbreak insurance visa passport gasoline car cars vacation girlfriend boyfriend war religion god meaning'
  ).split(' '),
);

export const SCOPE_RULES: readonly Rule[] = [
  {
    name: 'out_of_scope',
    confidence: 0.985,
    patterns: [
      '* (ignore|disregard|forget|bypass|override|skip|break|disobey|overrule|circumvent) (all|any|every|the|your|these|those|my|previous|of|prior|above|safety|system|earlier|current)? (the|your|of|previous|prior|above|safety|system|these|those|earlier|all)? (the|your|previous|prior|above|safety|system|earlier)? (rule|rules|instruction|instructions|prompt|prompts|guideline|guidelines|policy|policies|restrictions|constraints|limits|safeguards|orders|commands|directions|messages|programming) *',
      '* (reveal|print|show|leak|repeat|output|dump|tell|give) (me)? (your|the|all|all the) (system|hidden|secret|initial|internal|admin|api|user|database|customer|other)? (prompt|prompts|instructions|password|passwords|credentials|secrets|keys|tokens|database|environment|users|customers|source code|configuration|config) *',
      '* (pretend|act|behave|roleplay|imagine) (to be|as|as if|like|you are|that you are|you) *',
      '* you are (now|no longer) *',
      '* (developer|admin|administrator|debug|god|root|dan|sudo|jailbreak|maintenance) (mode|access|override|rights|privileges) *',
      '* (drop|truncate|alter) (table|database) *',
      '* select * from *',
      '* (delete|insert) (from|into) users|table|accounts|orders *',
      '* (union) (all)? select *',
    ],
    read: () => slots({}, 0.97),
  },
  {
    name: 'out_of_scope',
    confidence: 0.968,
    patterns: [
      '(give|grant|get|offer|hand|make|can i have|can i get|could i have|i want|i need|i demand|i deserve|let me have) (me|us|it|this|everything|that|my order|my cart)? (all)? (a|an|some|the|my|your|maximum|best)? (free|big|bigger|huge|special|better|extra|100%|50%|20%|10%|90%|employee|staff|secret|nice)? (discount|money off|free stuff|refund|freebies|price cut|markdown)',
      '* (give|make|set|change|sell|get|want|can i have) * (for free|free of charge|for nothing|for zero|to zero|price to zero|for 0)',
      '(give|get|sell) (me|us)? * free (groceries|stuff|food|items|delivery)?',
      '* (set|change|lower|reduce|drop|make|edit|adjust) (the|all|your|my|every)? (price|prices|total|cost|costs|discount|discounts) (of|to|for|down|be|on) *',
      '(give|get) (me|us)? +x off',
    ],
    read: (match, context) => {
      const words = context.clause.tokens;
      const free = words.findIndex((token) => token.text === 'free');
      // "gluten free", "free range" are no wish for a gift
      const named = free > 0 && context.vocabulary.pairCount(words[free - 1]?.lemma ?? '', 'free') > 0;
      if (named || words[free + 1]?.text === 'range') return null;
      const off = match.captures.x ?? [];
      if (off.length > 0 && !off.some((token) => token.kind === 'percent' || token.kind === 'money'))
        return null;
      return slots({}, 0.93);
    },
  },
  {
    name: 'out_of_scope',
    confidence: 0.962,
    patterns: [
      '(do|does|can|will|could|would|when do|how often do|where do) (you|you guys|the store|it|they) (deliver|ship|dispatch) *',
      '(can|could|may|do|how do|how can|should|must|when do) (i|we) (have to)? pay (you)? (with|by|in|using|on|at|later|when|online) *',
      'do you (take|accept) (payment)? (by|in|with)? (cash|card|cards|credit|debit|paypal|checks|cheques|ebt|visa|mastercard) *',
      '(what|when) (are|is|do) (your|the|you) (store|opening|closing|business|delivery)? (hours|open|opening|close|closing|times|time|address|location|phone number|number) *',
      'are you (guys)? (open|closed|still open) *',
      'where (are|is) (you|your store|the store|the shop|your shop) (located|based)? *',
      '(what is|how much is|is there|do you charge) (the|a|any|your|for)? (delivery|shipping|service) (fee|charge|cost|costs|price|charges) *',
      '(the|my|your)? + (was|were|is|are|came|arrived|looks|smells|smelled|got here) (all|completely|already|totally|half|a bit)? (sour|spoiled|spoilt|rotten|broken|moldy|mouldy|expired|stale|damaged|crushed|missing|rancid|leaking|smashed|bruised|melted) *',
      '(you|they|the driver|someone) (guys)? (sent|gave|delivered|brought|forgot|left out|charged) (me|us)? (the wrong|wrong|a wrong|a broken|my|the|some) *',
      '(i|we) (never|did not) (got|get|receive|received) (my|the|our) + ',
      '(i|we) (got|received|was sent|were sent) (the wrong|someone else|somebody else|a broken|a damaged|rotten|spoiled) *',
    ],
  },
];
