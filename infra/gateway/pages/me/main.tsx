import { render } from 'preact';
import { MemoryPage } from './components/memory-page.tsx';
import { createMemory, MemoryProvider } from './state/memory.ts';

const place = document.getElementById('me');
if (place !== null) {
  render(
    <MemoryProvider value={createMemory(window)}>
      <MemoryPage />
    </MemoryProvider>,
    place,
  );
}
