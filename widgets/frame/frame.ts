/**
 * Tells the page around a frame how high its element is, and what happens to it. WordPress hears of the height in its
 * own words, with the secret that it put into the address. Nothing of this says anything of anyone.
 */
const secret = new URLSearchParams(location.hash.replace(/^#\??/, '')).get('secret');
const tell = (message: object) => parent.postMessage(message, '*');

new ResizeObserver(() => {
  const value = Math.ceil(document.body.getBoundingClientRect().height);
  tell({ uwh: 'height', value });
  tell({ message: 'height', value, secret });
}).observe(document.body);

for (const name of ['ready', 'success', 'error', 'joined', 'pledged']) {
  document.addEventListener(`uwh-${name}`, () => tell({ uwh: 'event', name }));
}

const { action } = document.documentElement.dataset;
if (action) document.documentElement.style.setProperty('--uwh-action', action);
