/** Shows what is chosen at each change, where the form alone needs its button, and copies what there is to copy. */
const form = document.querySelector<HTMLFormElement>('#choices');
let latest = 0;

function offerCopies(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.copy')) button.hidden = !navigator.clipboard;
}

async function show(): Promise<void> {
  const own = ++latest;
  const address = `${form!.action}?${new URLSearchParams([...new FormData(form!)] as [string, string][])}`;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  // Somebody has gone on choosing.
  if (own !== latest) return;
  for (const id of ['result', 'pledge']) swap(id, page);
  history.replaceState(null, '', address);
  offerCopies();
  const status = document.querySelector<HTMLElement>('#status')!;
  status.textContent = '';
  status.textContent = `${status.dataset['shown']}: ${new FormData(form!).get('widget') as string}`;
}

/** Takes a part over from a page that came; a field comes and goes with its label. */
function swap(id: string, page: Document): void {
  const [now, next] = [document, page].map((each) => {
    const part = each.getElementById(id);
    return part?.closest('.field') ?? part;
  });
  // Who is at it keeps the focus.
  if (now?.contains(document.activeElement)) return;
  if (now && next) now.replaceWith(next);
  else if (next) form!.insertBefore(next, form!.querySelector('#action')!.closest('.field'));
  else now?.remove();
}

form?.addEventListener('change', () => void show());
form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void show();
});
document.addEventListener('click', async ({ target }) => {
  const button = (target as Element).closest<HTMLButtonElement>('.copy');
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement!.querySelector('code')!.textContent);
  button.textContent = button.dataset['copied']!;
});
// A frame is as high as what is in it.
addEventListener('message', ({ source, origin, data }: MessageEvent<{ uwh?: string; value?: number }>) => {
  const frame = [...document.querySelectorAll('iframe')].find(({ contentWindow }) => contentWindow === source);
  if (frame && origin === location.origin && data.uwh === 'height') frame.height = String(data.value);
});
offerCopies();
