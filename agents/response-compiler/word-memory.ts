import { cite } from './cite.ts';
import { formatMoney } from './money.ts';
import { allergenWords, dietWords } from './name-facts.ts';
import { listWords, type Sentence, say } from './sentence.ts';
import type { MemoryResult, StatementResult } from './turn-facts.ts';
import { needSentence } from './word-need.ts';

/** Words what became of something the shopper said of themself. */
export function wordStatement({ statement, result, ref }: StatementResult, currency: string): Sentence {
  // What no longer holds has nothing left to cite.
  const holds = !('holds' in statement) || statement.holds;
  switch (result) {
    case 'for_now':
      return wordForNow(statement);
    case 'failed':
      return say([`I could not note “${statement.said}” just now.`, 'Please tell me again in a moment.']);
    case 'unmatched':
      return wordUnmatched(statement, ref);
    case 'known': {
      const other = nothingNoted(statement);
      if (!holds && other !== null) return say(other);
      const text = holds ? 'I already have that noted.' : 'I had nothing of that kind noted.';
      return say(text, holds ? [cite('preference', ref, text)] : []);
    }
    case 'stored': {
      const text = storedWords(statement, currency);
      return say(text, holds ? [cite('preference', ref, [text].flat().join(' '))] : []);
    }
  }
}

/** What names no allergen, diet or number that can be checked. Only an allergy is then kept, as something to avoid. */
function wordUnmatched(statement: StatementResult['statement'], ref: string): Sentence {
  switch (statement.kind) {
    case 'allergy': {
      if (!statement.holds) return say(`Alright, I no longer look out for “${statement.said}”.`);
      const text = `I can't check labels for “${statement.said}”, so I noted it as something to avoid.`;
      return say([text, 'I will ask before I add anything that names it.'], [cite('preference', ref, text)]);
    }
    case 'diet':
      return say([
        `I don't know the diet “${statement.said}”, so I did not note it.`,
        `I know ${listWords(KNOWN_DIETS)}, for example.`,
      ]);
    case 'household':
      return say(['I did not get the number.', 'Tell me how many you are, for example “we are 4”.']);
    case 'budget':
      return say(['I did not get the amount.', 'Tell me for example “my budget is $100”.']);
    case 'like':
    case 'dislike':
      return say('I did not get what you mean, so I noted nothing.');
  }
}

const KNOWN_DIETS = ['vegan', 'vegetarian', 'gluten free'];

/** What a statement is of, in words. */
function whatOf(statement: StatementResult['statement']): string {
  if (statement.kind === 'allergy' && statement.allergen !== null) return allergenWords(statement.allergen);
  if (statement.kind === 'diet' && statement.diet !== null) return dietWords(statement.diet);
  return statement.said;
}

/** What no longer holds of somebody else was never noted of them; what holds for the shopper stays. */
function nothingNoted(statement: StatementResult['statement']): string | null {
  if (!('holds' in statement) || statement.whom === undefined) return null;
  return `I had nothing of that kind noted for ${statement.whom.said}, so I changed nothing.`;
}

/** A guest's need: heeded while the conversation lasts. */
function wordForNow(statement: StatementResult['statement']): Sentence {
  const what = whatOf(statement);
  const whom = 'whom' in statement ? (statement.whom?.said ?? 'your guests') : 'your guests';
  if ('holds' in statement && !statement.holds) {
    return say(`Alright, I no longer look out for ${what} for ${whom}.`);
  }
  switch (statement.kind) {
    case 'allergy':
      return say([
        `For this conversation I keep ${what} out of your results, for ${whom}, and ask before I add any.`,
        'I did not store it as an allergy of yours.',
      ]);
    case 'diet':
      return say([
        `For this conversation I look for ${what} products only, for ${whom}.`,
        'I did not store it as your own diet.',
      ]);
    case 'dislike':
      return say([
        `For this conversation I ask before I add anything with ${what}, for ${whom}.`,
        'I did not store it as yours.',
      ]);
    default:
      return say('I noted that for this conversation only.');
  }
}

/** What was kept of somebody else, or of the whole household. */
function storedOfOthers(statement: StatementResult['statement']): string | readonly string[] | null {
  if (!('holds' in statement)) return null;
  const { kind, whom, holds } = statement;
  const avoided = 'avoided' in statement && statement.avoided === true;
  if (whom === undefined && !avoided) return null;
  const what = whatOf(statement);
  const who = whom?.said ?? 'you';
  if (!holds) return `I no longer have ${what} noted for ${who}.`;
  const noted = `Noted: ${lowerFirst(needSentence({ kind, who, avoided }, what))}.`;
  if (kind === 'allergy') {
    return [
      noted,
      `I will keep ${what} out of your results and ask before I add any${whom?.kind === 'member' ? `, as for an allergy of your own` : ''}.`,
    ];
  }
  const heeded = whom?.kind !== 'member' || ('heeded' in statement && statement.heeded === true);
  if (heeded) {
    if (kind === 'dislike' && avoided)
      return [noted, `I leave it out of your results and ask before I add any.`];
    return kind === 'diet' ? [noted, `I will look for ${what} products only.`] : noted;
  }
  return [
    noted,
    kind === 'diet'
      ? `I did not make it your own diet; say “only ${what}” when you shop for ${who}.`
      : 'I did not note it as your own taste.',
  ];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function storedWords(statement: StatementResult['statement'], currency: string): string | readonly string[] {
  const ofOthers = storedOfOthers(statement);
  if (ofOthers !== null) return ofOthers;
  switch (statement.kind) {
    case 'allergy': {
      const what = statement.allergen === null ? statement.said : allergenWords(statement.allergen);
      return statement.holds
        ? [
            `Noted: you are allergic to ${what}.`,
            'I will keep that out of your results and ask before I add any.',
          ]
        : `Noted: ${what} is no longer an allergy of yours.`;
    }
    case 'diet': {
      const what = statement.diet === null ? statement.said : dietWords(statement.diet);
      return statement.holds
        ? `Noted: I will look for ${what} products only.`
        : `Noted: your food need not be ${what} any more.`;
    }
    case 'dislike':
      return statement.holds
        ? `Noted: you don't like ${statement.said}.`
        : `Noted: ${statement.said} is fine with you.`;
    case 'like':
      return statement.holds
        ? `Noted: you like ${statement.said}.`
        : `Noted: you no longer care for ${statement.said}.`;
    case 'household':
      return statement.size === null
        ? 'I no longer have a household size noted.'
        : `Noted: a household of ${statement.size}.`;
    case 'budget':
      return statement.cents === null
        ? 'I no longer have a budget noted.'
        : `Noted: a budget of ${formatMoney(statement.cents, currency)}.`;
  }
}

export function wordMemory(memory: MemoryResult): readonly Sentence[] {
  switch (memory.kind) {
    case 'told':
      return memory.facts.map((fact, index) =>
        say(fact.text, [cite(fact.kind, fact.ref, fact.text)], index < 2 ? fact.text : null),
      );
    case 'forgot':
      return [say(`Forgotten: ${memory.detail}.`)];
    case 'learning':
      return [
        say(
          memory.detail === 'off'
            ? ['I stopped learning from what you do.', 'What you told me yourself stays.']
            : 'I am learning from what you do again.',
        ),
      ];
    case 'nothing':
      return [say('I have nothing noted about that yet.')];
    case 'name_it':
      return [
        say(
          memory.facts.length === 0
            ? 'I have nothing noted that I could forget.'
            : ['Tell me what to forget.', `I have noted: ${memory.facts.map(({ text }) => text).join(' ')}`],
          [],
          memory.facts.length === 0
            ? 'I have nothing noted that I could forget.'
            : ['Tell me what to forget.', 'Ask me what I know about you to hear it.'],
        ),
      ];
    case 'unsupported':
      return [say([`I can't ${memory.detail} here.`, 'Nothing was changed.'])];
  }
}
