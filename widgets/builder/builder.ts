/** Shows what is chosen at each change, where the form alone needs its button, and copies what there is to copy. */
const form = document.querySelector<HTMLFormElement>('#choices');
let latest = 0;

function offerCopies(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('.copy')) button.hidden = !navigator.clipboard;
}

async function show(): Promise<void> {
  const own = ++latest;
  // A field is named like the property that says where the form goes.
  const address = `${form!.getAttribute('action')}?${new URLSearchParams([...new FormData(form!)] as [string, string][])}`;
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return location.assign(address);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  // Somebody has gone on choosing.
  if (own !== latest) return;
  for (const id of ['result', 'pledge']) swap(id, page);
  history.replaceState(null, '', address);
  offerCopies();
  const status = document.querySelector<HTMLElement>('#status')!;
  status.textContent = '';
  const widget = form!.querySelector('#widget option:checked')!.textContent;
  const findings = [...document.querySelectorAll('.findings')].map((each) =>
    [...each.querySelectorAll('h3, h3 + p')].map(({ textContent }) => textContent).join(': '),
  );
  status.textContent = [`${status.dataset['shown']}: ${widget}.`, ...findings].join(' ');
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
// A frame is as high as what is in it, and what has to be kept free for it is what it takes on the narrowest phone.
addEventListener('message', ({ source, origin, data }: MessageEvent<{ uwh?: string; value?: number }>) => {
  const frames = [...document.querySelectorAll('iframe')];
  const frame = frames.find(({ contentWindow }) => contentWindow === source);
  if (!frame || origin !== location.origin || data.uwh !== 'height') return;
  frame.height = String(data.value);
  if (frame !== frames[0]) return;
  for (const code of document.querySelectorAll('#result code')) {
    const height = data.value! > 900 ? 'max(900px, 100vh)' : `${data.value}px`;
    code.textContent = code.textContent.replace(/(?<=min-height: )[^;]+/, height);
  }
});
offerCopies();
