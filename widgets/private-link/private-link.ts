/**
 * Opens a private link: what stands after the # goes into a form, and so into no address that a server sees. It is taken
 * out of the address bar as well, and of the history of a device that others use.
 */
const field = document.querySelector<HTMLInputElement>('#link');
const token = location.hash.slice(1);
if (field && token !== '') {
  history.replaceState(null, '', location.pathname);
  field.value = token;
  field.form!.requestSubmit();
}

const copy = document.querySelector<HTMLButtonElement>('#copy');
if (copy) copy.hidden = !navigator.clipboard;
copy?.addEventListener('click', async () => {
  await navigator.clipboard.writeText(document.querySelector<HTMLAnchorElement>('.private a')!.href);
  copy.textContent = copy.dataset['copied']!;
});
