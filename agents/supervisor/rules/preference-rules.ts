import { allergensOf } from '#agents/supervisor/food-facts.ts';
import type { PreferenceStatement, RoutedIntent } from '#agents/supervisor/intent.ts';
import type { PatternMatch } from '#agents/supervisor/phrase-pattern.ts';
import {
  allergyStatements,
  avoidStatements,
  budgetCents,
  dietStatements,
  endsFact,
  householdSize,
  tasteStatements,
} from '#agents/supervisor/preference-reading.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';
import type { Token } from '#agents/supervisor/token.ts';

/** One intent for each statement: "allergic to peanuts and shellfish" states two facts. */
function state(statements: readonly PreferenceStatement[], confidence = 0.95): RuleReading {
  if (statements.length === 0) return null;
  const intents = statements.map(
    (statement): RoutedIntent => ({ name: 'state_preference', confidence, slots: { statement } }),
  );
  return { kind: 'intents', intents };
}

/** Words of the clause before the capture: they hold the negation. */
function before(match: PatternMatch, context: RuleContext): readonly Token[] {
  const [first] = match.captures.x ?? [];
  return context.clause.tokens.filter((token) => first === undefined || token.start < first.start);
}

const WHO =
  '(i|we|he|she|they|(all of|all|both|both of) (my|our|the) $relative|my $relative|our $relative|(my|our) + $relative|my whole family|everyone|(the|a) $relative|a $relative (coming|visiting|coming over|of mine|of ours|of my $relative)|(one|some|two|three|a couple|a few|most|all) of (my|our|the) $relative|somebody|someone in my family)';

/** "I no longer want salsa" speaks of today. */
const OF_TODAY = new Set('want need that it this them the my those these'.split(' '));
const COMMANDS = new Set('delete remove forget erase clear what which do show list'.split(' '));

const NO_FOOD = new Set(
  'it that this these those you them everything something service app site website page assistant bot chat experience order cart'.split(
    ' ',
  ),
);

export const PREFERENCE_RULES: readonly Rule[] = [
  {
    name: 'state_preference',
    confidence: 0.97,
    patterns: [
      '* (allergic|allergies|allergy|anaphylactic) (to|against) +x',
      `${WHO} (do|does|did)? not? (have|has|had|got|suffer from) (a|an|the)? (severe|bad|serious|mild|slight|strong)? +x allergy|allergies`,
      `${WHO} (am|is|are)? (not|no longer)? +x intolerant *`,
      '(a|severe|bad)? +x allergy|allergies',
      `${WHO} (have|has) (a|an)? intolerance|sensitivity (to|for) +x`,
      '+x (makes|make|give|gives) (me|us|him|her|my $relative) (really|very|so|feel)? (sick|ill|hives|a rash|a reaction|an allergic reaction|unwell|itchy|bloated|swell up|break out)',
      '+x (upsets|upset|bothers|bother|hurts|hurt|wrecks|irritates) (my|our|his|her) (stomach|tummy|belly|gut|throat|skin)',
      '+x (does|do) not agree with (me|us|him|her|my stomach|my $relative)',
      '(i|we|he|she|they|my $relative) (react|reacts|break|breaks|am reacting|swell|swells) (badly|out|terribly|in hives|out in hives|up)? (to|from|with) +x',
      '(i|we|he|she|they|my $relative) (get|gets) (hives|a rash|sick|ill|rashes|a reaction|an allergic reaction|itchy|bloated) (from|with|when i eat|after|after eating) +x',
      '(mind|watch out for|be careful with|note) (my|our)? +x (allergy|intolerance)',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      // "delete my allergy to soy" is a command
      if (
        words[0]?.kind === 'word' &&
        ['what', 'which', 'something', 'that', 'this', 'it'].includes(words[0].text)
      )
        return null;
      if (COMMANDS.has(context.clause.tokens[0]?.text ?? '')) return null;
      const holds = !endsFact(before(match, context)) && !endsFact(words);
      const short = context.clause.tokens.length === words.length + 1;
      if (short && allergensOf(words.map((token) => token.lemma)).length === 0) return null;
      const plain = words.filter(
        (token) =>
          ![
            'not',
            'am',
            'is',
            'are',
            'no',
            'longer',
            'a',
            'an',
            'severely',
            'very',
            'mildly',
            'slightly',
          ].includes(token.text),
      );
      if (plain.length === 1 && plain[0]?.lemma === 'lactose')
        return state([{ kind: 'diet', diet: 'lactose_free', said: 'lactose', holds }]);
      return state(allergyStatements(context.source, plain, holds));
    },
  },
  {
    name: 'state_preference',
    confidence: 0.96,
    patterns: [`${WHO} (am|is|are|have|has) (a|type 1|type 2|pre)? (diabetic|diabetes|prediabetic) *`],
    read: () => state([{ kind: 'diet', diet: 'sugar_free', said: 'diabetic', holds: true }]),
  },
  {
    name: 'state_preference',
    confidence: 0.96,
    patterns: [`${WHO} (have|has|am|is|are|got) (a)? (celiac|coeliac|celiacs) (disease)? *`],
    read: () => state([{ kind: 'allergy', allergen: 'gluten', said: 'celiac', holds: true }]),
  },
  {
    name: 'state_preference',
    confidence: 0.95,
    patterns: [
      `${WHO} (am|is|are|was|were|have been|went|go|turned|became|eat|eats|keep|keeps|follow|follows|avoid|on|buy|need|prefer|do|doing) +x`,
      `${WHO} (only|strictly|mostly|always|just|do not|does not|no longer|stopped|used to|have) (being|be|am|is|are|eat|eats|eating|keep|buy|follow|following|gone|become|went)? +x`,
      '(there is|we have|i have) (a|one) +x (in the house|at home|in my family|in the family|here)',
      'everything (must|should|has to) be +x',
      'only +x (food|foods|products|items|stuff|things) (please)?',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const statements = dietStatements(context.source, words, !endsFact(context.clause.tokens));
      if (statements.length === 0) return null;
      // besides the diet only words of being may stand here: "I need vegan cheese" looks for cheese
      const allowed = new Set(
        'a an the on strict strictly diet completely now fully last month week year ago recently lately since very any more not no longer vegan vegetarian food foods only mostly please and household family person people all eater again going being today diet lifestyle anymore 100% by choice since so at home in this our my house here'.split(
          ' ',
        ),
      );
      const said = new Set(
        statements.flatMap((one) => (one.kind === 'diet' ? one.said.toLowerCase().split(/[\s-]+/) : [])),
      );
      const other = words.filter(
        (token) =>
          token.kind === 'word' &&
          !allowed.has(token.text) &&
          !allowed.has(token.lemma) &&
          !said.has(token.text),
      );
      return other.length === 0 ? state(statements) : null;
    },
  },
  {
    name: 'state_preference',
    confidence: 0.95,
    patterns: [
      `${WHO} (can not|must not|should not|may not|could not) (really)? (eat|have|tolerate|drink|digest|consume|do|handle) +x`,
      `${WHO} (am|is|are) not allowed (to eat|to have)? +x`,
    ],
    read: (match, context) => state(avoidStatements(context.source, match.captures.x ?? [], true, true)),
  },
  {
    name: 'state_preference',
    confidence: 0.95,
    patterns: [
      `${WHO} (do|does|did|will|would) (not|never) (really|usually|ever|generally)? (eat|drink|touch|consume|use|buy|do) +x`,
      `${WHO} (never|no longer|rarely|am trying to avoid|are trying to avoid|is trying to avoid|avoid|avoids|stay away from|stays away from|try to avoid|tries to avoid|am avoiding|is avoiding|are avoiding|gave up|am off|are off|is off|stopped|try not to eat|am trying not to eat|try to stay away from|cut out) (eat|eats|eating|drink|drinks|drinking|buy|buying|use)? +x`,
      `${WHO} (am|is|are) (trying|cutting|watching|limiting|reducing|going) (to|down|back|easy)? (eat|have|limit|reduce|cut|on|out|down on|back on|cut down on|cut back on|cut out|avoid)? (less|my|our|the)? +x`,
      '(never|do not|please do not) (ever)? (show|suggest|recommend|offer|give) (me|us) (any)? +x (again|any more|ever)?',
      '(no) +x (ever|please never)',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      if (OF_TODAY.has(words[0]?.text ?? '') || context.clause.question) return null;
      return state(avoidStatements(context.source, words, false, true));
    },
  },
  {
    name: 'state_preference',
    confidence: 0.94,
    patterns: [
      `${WHO} (really|absolutely|just|also)? (hate|hates|dislike|dislikes|detest|despise|loathe) +x`,
      `${WHO} (do|does) not (really|particularly)? (like|enjoy|care for|love|want to see) +x`,
      `${WHO} (can|could) not stand|bear +x`,
      `${WHO} (am|is|are) not (a)? (big|huge|great)? (fan of|fond of|into|keen on) +x`,
      'not (a)? (big|huge)? fan of +x',
      '+x (is|are|tastes|taste) (really|just|so)? (disgusting|gross|yucky|awful|horrible|nasty|terrible|like soap|bad) (to me|for me)?',
      '$i (really)? do not (want|like) (anything|things|stuff|products|food|foods|something) (with|containing|made with|that has|that contains|that have|that contain) (any)? +x (in it|in them)?',
      '(nothing|not anything) (with|containing|made with|that has|that contains) (any)? +x (in it|in them)? (please)?',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const ended = words.some((token, at) => token.text === 'any' && words[at + 1]?.text === 'more');
      if (['how', 'the', 'your'].includes(words[0]?.text ?? '')) return null;
      // A complaint of what just happened is no taste.
      if (words.some(({ text }) => NO_FOOD.has(text))) return null;
      if (context.clause.question) return null;
      // "nothing with nuts", said to a list, narrows the list
      if (context.clause.tokens[0]?.text === 'nothing' && context.focus.sought != null) return null;
      return state(tasteStatements(context.source, words, ended ? 'like' : 'dislike', !ended));
    },
  },
  {
    name: 'state_preference',
    confidence: 0.93,
    patterns: [
      `${WHO} (really|absolutely|just|also|all|always)? (love|loves|like|likes|enjoy|enjoys|prefer|prefers|adore) +x`,
      `${WHO} (am|is|are) (a)? (big|huge|great)? (fan of|fond of|really into|crazy about) +x`,
      `${WHO} (only|always|usually|mostly|generally) (buy|buys|get|gets|drink|drinks) +x`,
      '$my (favorite|favourite|preferred) (food|brand|snack|drink|fruit|cereal|meal|dish|*)? (is|are) +x',
      `${WHO} always (buy|get|choose|order|eat|drink) +x`,
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const pointing = [
        'it',
        'that',
        'this',
        'you',
        'them',
        'to',
        'how',
        'the',
        'your',
        'these',
        'those',
      ].includes(words[0]?.text ?? '');
      return pointing ? null : state(tasteStatements(context.source, words, 'like', true), 0.92);
    },
  },
  {
    name: 'state_preference',
    confidence: 0.95,
    patterns: [
      'there are (now)? (only|just)? +x (of us|people|in my family|in our family|in my household|in our household|in the house|persons|in the family|at home) *',
      '(we are|i have|we have|it is|i am feeding|i cook for|we cook for|i shop for|i am shopping for|i live in) (a|now|only|just|usually)? (family|household|party|group) of +x',
      '(my|our) (family|household) (is|has|of|size is|consists of) +x (people|members|persons)?',
      'we are (a)? +x (people|persons|in the house|at home|of us|person household|member household) *',
      '(it is|there is)? (just|only) (the)? +x of us *',
      'family|household of +x',
      'we are (now)? (only|just)? +x (now|in all|in total|altogether)?',
      '(i|we) (cook|shop|buy|am cooking|am shopping) for +x (people|persons|kids|of us|adults)?',
      '(it is|there is)? (just|only) (me|myself) and (my)? $relative',
    ],
    read: (match, context) => {
      const size = match.captures.x ? householdSize(match.captures.x) : 2;
      const said = context.clause.tokens.map((token) => token.text).join(' ');
      return size === null ? null : state([{ kind: 'household', size, said }]);
    },
  },
  {
    name: 'state_preference',
    confidence: 0.95,
    patterns: [
      'i (live|am living|cook|shop) (alone|by myself|on my own|for one|for myself|just for me)',
      '(it is)? (just|only) me and (my|the|a)? (cat|dog|cats|dogs|pets|pet|goldfish)',
      '(it is)? (just|only) me (at home|here|in the house|living here)',
      'i am single',
    ],
    read: (_match, context) =>
      state([
        { kind: 'household', size: 1, said: context.clause.tokens.map((token) => token.text).join(' ') },
      ]),
  },
  {
    name: 'state_preference',
    confidence: 0.96,
    patterns: [
      '* budget (is|of|to|at|for|should be|this week is|for this week is|for groceries is|limit is|*) +x',
      '(i|we) (only)? (can|have|want to|would like to|am going to|need to)? (only|not)? (spend|pay) (only|at most|no more than|less than|up to|under|below|more than|about|around|max|maximum)? +x',
      '(i|we) (only|just)? (have|got) (about|around|only)? +x (to spend|left to spend|for groceries|this week|for this shop)',
      '(keep|stay|try to keep|try to stay|help me stay) (it|the total|my total|everything|my cart|the cart|my order|my basket|the whole thing)? (under|below|within|at) +x *',
      '(do not let|make sure) (me|the total|my cart|it) (does not|go|goes|spend|stays|is)? (go)? (over|above|more than|exceed|under|below) +x',
      '(set|change|make) (my|a|the|our) (weekly|monthly|grocery|shopping)? budget (to|of|at|as) +x',
    ],
    read: (match, context) => {
      const cents = budgetCents(match.captures.x ?? []);
      const said = context.clause.tokens.map((token) => token.text).join(' ');
      return cents === null ? null : state([{ kind: 'budget', cents, said }]);
    },
  },
];
