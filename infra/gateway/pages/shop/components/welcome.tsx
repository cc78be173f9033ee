import { useEffect } from 'preact/hooks';
import { useShop } from '#infra/gateway/pages/shop/state/shop.ts';
import { Picture } from './picture.tsx';

interface Idea {
  readonly words: string;
  readonly about: string;
  readonly picture: string;
}

const USUAL: Idea = {
  words: 'Show me my usual order',
  about: 'what you buy again and again',
  picture: 'shopping-bags',
};

const IDEAS: readonly Idea[] = [
  { words: 'Oat milk under $5', about: 'find it by price', picture: 'glass-of-milk' },
  { words: 'Ingredients for sambar', about: 'shop a recipe', picture: 'pot-of-food' },
  { words: 'Add 1 gallon of milk and 2 dozen eggs', about: 'straight into the cart', picture: 'egg' },
  { words: 'Gluten free bread', about: 'only what the label promises', picture: 'bread' },
  { words: 'What is on offer?', about: 'this week’s deals', picture: 'label' },
];

/** Before the first words: a greeting and a few things to tap. */
export function Welcome() {
  const { say, shopper, conversation } = useShop();
  const sample = shopper.sample.value;
  useEffect(() => scrollTo({ top: 0, behavior: 'instant' }), []);
  return (
    <section class="welcome" aria-labelledby="greeting">
      <div class="stall" aria-hidden="true">
        {['leafy-green', 'tomato', 'lemon', 'bread', 'avocado', 'grapes', 'carrot'].map((name) => (
          <img key={name} src={`/icons/${name}.svg`} alt="" />
        ))}
      </div>
      <h1 id="greeting">{greetingAt(new Date().getHours())} What’s on your list today?</h1>
      <p class="welcome-lead">
        {sample === null
          ? 'Tell me in your own words. I find it, fill your cart, and remember what you like.'
          : `Trying out ${sample.label.split(',', 1)[0]}. ${sample.description}`}
      </p>
      <ul class="ideas" aria-label="Ideas to start with">
        {(sample === null ? [...IDEAS, USUAL] : [USUAL, ...IDEAS]).map(({ words, about, picture }) => (
          <li key={words}>
            <button
              type="button"
              class="idea"
              disabled={conversation.busy.value}
              onClick={() => void say(words)}
            >
              <Picture name={picture} size="small" />
              <span>
                <span class="idea-words">{words}</span>
                <span class="idea-about">{about}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function greetingAt(hour: number): string {
  if (hour < 5) return 'Hello there.';
  if (hour < 12) return 'Good morning.';
  return hour < 18 ? 'Good afternoon.' : 'Good evening.';
}
