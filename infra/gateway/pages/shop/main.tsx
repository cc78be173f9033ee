import { render } from 'preact';
import { App } from './components/app.tsx';
import { createShop, ShopProvider } from './state/shop.ts';

const place = document.getElementById('shop');
if (place !== null) {
  render(
    <ShopProvider value={createShop(window)}>
      <App />
    </ShopProvider>,
    place,
  );
}
