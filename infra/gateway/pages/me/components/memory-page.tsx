import { useEffect } from 'preact/hooks';
import { useMemory } from '#infra/gateway/pages/me/state/memory.ts';
import { Leaf } from '#infra/gateway/pages/shop/components/glyph.tsx';
import { NoticeBar } from '#infra/gateway/pages/shop/components/notice-bar.tsx';
import { ThemeToggle } from '#infra/gateway/pages/shop/components/theme-toggle.tsx';
import { AskToForget } from './ask-to-forget.tsx';
import { Estimates } from './estimates.tsx';
import { Features } from './features.tsx';
import { Learning } from './learning.tsx';
import { Noticed } from './noticed.tsx';
import { RegularBasket } from './regular-basket.tsx';
import { Told } from './told.tsx';

export function MemoryPage() {
  const { load, known, problem, notices, shopper } = useMemory();
  useEffect(() => void load(), []);
  const shown = known.value;
  return (
    <>
      <a class="skip" href="#known">
        Skip to what is known
      </a>
      <Header />
      <main id="known" class="memory" tabIndex={-1} aria-busy={shown === null && problem.value === null}>
        <h1>What LeafLoaf knows about you</h1>
        <p class="memory-lead">
          Everything here comes from what you said and what you bought. Set it right or have it forgotten: a
          correction counts at once, and what is forgotten is gone for good.
        </p>
        {shopper.sample.value === null ? null : (
          <p class="memory-note">
            <span class="badge">sample</span> {shopper.sample.value.label}: this year of orders is made up.
          </p>
        )}
        {problem.value === null ? null : (
          <p class="memory-problem" role="alert">
            {problem.value}{' '}
            <button type="button" class="text-button" onClick={() => void load()}>
              Try again
            </button>
          </p>
        )}
        {shown === null ? null : (
          <>
            <Told facts={shown.told} />
            <Estimates known={shown} />
            <RegularBasket known={shown} />
            <Features known={shown} />
            <Noticed known={shown} />
            <Learning preferences={shown.preferences} />
          </>
        )}
      </main>
      <AskToForget />
      <NoticeBar notices={notices} />
    </>
  );
}

function Header() {
  return (
    <header class="shop-header">
      <div class="shop-header-inner">
        <a class="wordmark" href="/" aria-label="LeafLoaf, back to the shop">
          <Leaf />
          <span class="wordmark-name">LeafLoaf</span>
        </a>
        <div class="header-tools">
          <a class="text-button" href="/">
            Back to the shop
          </a>
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}
