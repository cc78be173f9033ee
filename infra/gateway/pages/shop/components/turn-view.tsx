import { useEffect, useRef } from 'preact/hooks';
import type { TurnEntry } from '#infra/gateway/pages/shop/state/entry.ts';
import { activeFilters, currencyOf } from '#infra/gateway/pages/shop/state/narrowing.ts';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { AnswerResults } from './answer-results.tsx';
import { Basis } from './basis.tsx';
import { Glyph, Leaf } from './glyph.tsx';
import { NarrowResults, ShowMore } from './narrow-results.tsx';
import { AddEverything, AnswerOptions, Suggestions } from './next-steps.tsx';
import { PersonalShelf } from './personal-shelf.tsx';
import { Receipt } from './receipt.tsx';

/** What a node does, as the shopper would say it; nodes that nobody notices keep the words before. */
const PROGRESS: Readonly<Record<string, string>> = {
  supervise: 'Reading what you wrote…',
  search_agent: 'Looking along the shelves…',
  order_agent: 'Sorting out your cart…',
  recall: 'Remembering what you said…',
  offers: 'Checking the offers…',
  research_agent: 'Looking that up…',
  personalise: 'Thinking of what you like…',
};

/** One exchange: what the shopper said and everything that was answered. */
export function TurnView({ entry, latest }: { readonly entry: TurnEntry; readonly latest: boolean }) {
  const reply = entry.reply.value;
  const text = entry.text.value;
  const problem = entry.problem.value;
  const own = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (latest) own.current?.scrollIntoView({ block: 'start', behavior: 'instant' });
  }, []);
  return (
    <li class={latest ? 'turn turn-latest' : 'turn'} ref={own}>
      <p class="said">
        <span class="visually-hidden">You said: </span>
        {entry.message}
        {activeFilters(entry.asked.filters ?? {}, currencyOf(reply)).map(({ label }) => (
          <span key={label} class="said-view">
            {label}
          </span>
        ))}
        {entry.asked.view === 'all' ? <span class="said-view">everything</span> : null}
      </p>
      <div class="answer">
        <Leaf />
        <div class="answer-body">
          <span class="visually-hidden">LeafLoaf answered: </span>
          {text === '' && problem === null ? <Progress node={entry.node.value} /> : null}
          {text === '' ? null : <p class="answer-text">{text}</p>}
          {problem === null ? null : <Failure entry={entry} problem={problem} />}
          {reply?.question && latest ? <AnswerOptions question={reply.question} /> : null}
          {reply !== null && latest ? <AddEverything reply={reply} /> : null}
          {latest ? <NarrowResults entry={entry} /> : null}
          <AnswerResults entry={entry} />
          {latest ? <ShowMore entry={entry} /> : null}
          {reply === null ? null : (
            <>
              {reply.order === null ? null : <Receipt order={reply.order} />}
              <PersonalShelf reply={reply} />
              <Degraded degraded={reply.degraded} />
              <Basis reply={reply} />
              {latest ? <Suggestions reply={reply} /> : null}
            </>
          )}
        </div>
      </div>
    </li>
  );
}

function Progress({ node }: { readonly node: string | null }) {
  const words = (node === null ? undefined : PROGRESS[node]) ?? 'One moment…';
  return (
    <p class="progress">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {words}
    </p>
  );
}

function Failure({ entry, problem }: { readonly entry: TurnEntry; readonly problem: string }) {
  const { conversation } = useShop();
  return (
    <div class="failure">
      <p>{problem}</p>
      <button type="button" class="button button-quiet" onClick={() => void conversation.retry(entry)}>
        <Glyph name="retry" />
        Try again
      </button>
    </div>
  );
}

/** Capabilities as a shopper would call them. */
const CAPABILITIES: Readonly<Record<string, string>> = {
  'conversation-memory': 'What we said so far',
  'semantic-memory': 'What you said earlier',
  'graph-memory': 'What I know of your taste',
  personalisation: 'Sorting for you',
  search: 'Search',
  cart: 'Your cart',
  promotions: 'The list of offers',
  knowledge: 'My kitchen knowledge',
  preferences: 'The place where I keep what you tell me',
};

/** What could not be used for this answer, and what stood in. */
function Degraded({
  degraded,
}: {
  readonly degraded: readonly { capability: string; reason: string; fallback: string }[];
}) {
  if (degraded.length === 0) return null;
  return (
    <ul class="notes" aria-label="What was not available">
      {degraded.map(({ capability, reason, fallback }) => (
        <li key={capability} class="note">
          <Glyph name="note" />
          <span>
            {CAPABILITIES[capability] ?? sentence(capability)} is {reason} right now. Instead: {fallback}.
          </span>
        </li>
      ))}
    </ul>
  );
}

function sentence(name: string): string {
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
