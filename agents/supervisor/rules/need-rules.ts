import { allergensOf } from '#agents/supervisor/food-facts.ts';
import type { PreferenceStatement } from '#agents/supervisor/intent.ts';
import {
  allergyStatements,
  avoidStatements,
  dietStatements,
  thingsOf,
} from '#agents/supervisor/preference-reading.ts';
import type { Rule, RuleContext, RuleReading } from '#agents/supervisor/rule.ts';
import { type Token, wordsAsSaid } from '#agents/supervisor/token.ts';

function stated(statements: readonly PreferenceStatement[]): RuleReading {
  if (statements.length === 0) return null;
  return {
    kind: 'intents',
    intents: statements.map((statement) => ({
      name: 'state_preference',
      confidence: 0.95,
      slots: { statement },
    })),
  };
}

/** Allergies and intolerances by the food alone; null when it is no food that one declares. */
function readIntolerance(words: readonly Token[], { source }: RuleContext): RuleReading {
  const lemmas = words.map((token) => token.lemma).filter((lemma) => lemma !== 'also');
  if (lemmas.length === 1 && lemmas[0] === 'lactose')
    return stated([{ kind: 'diet', diet: 'lactose_free', said: wordsAsSaid(source, words), holds: true }]);
  const statements = allergyStatements(source, words, true);
  const declared = statements.every((one) => one.kind === 'allergy' && one.allergen !== null);
  return declared ? stated(statements) : null;
}

const PLACE =
  '(here|at home|at ours|at my place|in *|over here|around here|for my $relative|for our $relative)';

/** What people with an allergy or a diet say short: "lactose intolerant", "peanut allergy here". */
export const NEED_RULES: readonly Rule[] = [
  {
    name: 'state_preference',
    confidence: 0.975,
    patterns: [
      `(severely|very|also)? +x intolerant ${PLACE}`,
      '(severely|very|also)? +x intolerant',
      '* intolerant|sensitive to +x',
      '* $relative with (a|an)? (severe|bad|serious)? +x allergy|allergies *',
      `(there is|we have|i have|got|have)? (a|an|severe|bad|serious)? (severe|bad|serious)? +x allergy|allergies ${PLACE}`,
    ],
    read: (match, context) => readIntolerance(match.captures.x ?? [], context),
  },
  {
    name: 'state_preference',
    confidence: 0.98,
    patterns: [
      '+x (can|could|will|would|might|may)? (kill|kills|hospitalise|hospitalises|hospitalize|hospitalizes|poison|poisons) (me|us|him|her|my $relative|our $relative) *',
      '(even a little|a bit of|a trace of)? +x (is|are|would be|could be) (deadly|dangerous|fatal|lethal|poison|poisonous) (for|to) (me|us|him|her|my $relative|our $relative) *',
      '(please)? (keep|leave) (all|any|the)? +x (far|well)? away from (me|us|him|her|my $relative|our $relative) *',
      '(i|we|he|she|they|my $relative|our $relative) (carry|carries|have|has|need|needs|got) (an|the|my|his|her)? (epipen|epipens|epi pen) (for|because of) +x',
      '(i|we|he|she|my $relative) (nearly|almost) (die|died) (from|of|after|eating|after eating) +x',
    ],
    read: (match, context) => readIntolerance(match.captures.x ?? [], context),
  },
  {
    name: 'state_preference',
    confidence: 0.96,
    patterns: ['(please|always)? avoid|avoiding (all|any|anything with|anything containing)? +x'],
    read: (match, context) => {
      const declared = readIntolerance(match.captures.x ?? [], context);
      if (declared?.kind !== 'intents') return null;
      return stated(
        declared.intents.flatMap(({ slots: { statement } }) =>
          statement === undefined
            ? []
            : [statement.kind === 'allergy' ? { ...statement, avoided: true } : statement],
        ),
      );
    },
  },
  {
    name: 'state_preference',
    confidence: 0.96,
    patterns: [`celiac|coeliac (disease)? ${PLACE}`, '(also)? celiac|coeliac (disease)?'],
    read: () => stated([{ kind: 'allergy', allergen: 'gluten', said: 'celiac', holds: true }]),
  },
  {
    name: 'state_preference',
    confidence: 0.96,
    patterns: [
      '(i|we) (have|got) (a|an|some|two|three|my|our)? +x $relative',
      '(one|some|two|three|a couple|a few|most|all) of (my|our|the) $relative (is|are) (a|an|all|also|strictly)? +x *',
      'a|the $relative coming|visiting|staying|of * (is|are) (a|an)? +x',
      'my|our $relative (is|are) (a|an)? +x too',
      '(everyone|everybody|all of us|somebody|someone|one of us) (here|in my family|in our family|in this house|at home|in the house) (is|are) (a|an)? +x',
      `(we are|it is) (all|both)? (a|an)? +x (house|household|family|home) *`,
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      if (words.some((token) => token.text === 'celiac' || token.text === 'coeliac'))
        return stated([{ kind: 'allergy', allergen: 'gluten', said: 'celiac', holds: true }]);
      return stated(dietStatements(context.source, words, true));
    },
  },
  {
    name: 'state_preference',
    confidence: 0.96,
    patterns: [
      'no +x (for|around|near) my|our|the $relative *',
      'no +x (for|around) me|us *',
      '(please)? (keep|leave|cut) (out)? (the|all|any)? +x out (for|of) us|our|my *',
      '(there (must|should|can) be|we want|we need|i want) no +x (for us|in our house|in the house|at home|in our home) *',
    ],
    read: (match, context) => {
      const words = match.captures.x ?? [];
      const declared = thingsOf(words).some(
        (thing) => allergensOf(thing.map((token) => token.lemma)).length > 0,
      );
      const forOthers = context.clause.tokens.some(({ text }) => text === 'us') || !declared;
      const statements = avoidStatements(context.source, words, true, true);
      return stated(
        forOthers
          ? statements.map((one) => (one.kind === 'allergy' ? { ...one, avoided: true } : one))
          : statements,
      );
    },
  },
  {
    name: 'state_preference',
    confidence: 0.981,
    patterns: [
      '(i|we) (have|am having|are having|am hosting|are hosting|am expecting|are expecting|having|got|am inviting|are inviting|am feeding|are feeding) (a|an|some|two|three|a few|many|lots of|my|our)? +x $relative *',
      '(i|we) (have|am having|are having|am hosting|are hosting|am expecting|are expecting|having|am inviting|are inviting|am feeding|are feeding) (a|an|some|two|three|a few)? $relative (over|coming|coming over|visiting|tonight)? (who|that) (is|are) +x *',
      '(our|my|this|the) (house|household|home|kitchen|family|place) (is|has to be|must be|stays|needs to be) (a|an|strictly|completely|totally|all)? +x (house|household|home|zone|kitchen|only)?',
    ],
    read: (match, context) => stated(dietStatements(context.source, match.captures.x ?? [], true)),
  },
  {
    name: 'state_preference',
    confidence: 0.95,
    patterns: [
      '(nobody|no one|none of us) (here|in my family|in our family|in this house|at home)? (eats|eat|drinks|drink|does) +x',
    ],
    read: (match, context) => stated(avoidStatements(context.source, match.captures.x ?? [], false, true)),
  },
];
