const offKey = 'uwh-desk-no-shortcuts';

/** Where a letter after `g` leads. */
const destinations: Readonly<Record<string, string>> = {
  o: '/chapters/:chapter',
  w: '/chapters/:chapter/entries',
  l: '/chapters/:chapter/coverage',
  p: '/chapters/:chapter/publish',
};

/** Whether single keys do anything: who dictates, or has them by accident, turns them off. */
export function areShortcutsOn(): boolean {
  return localStorage.getItem(offKey) === null;
}

export function turnShortcuts(areOn: boolean): void {
  if (areOn) localStorage.removeItem(offKey);
  else localStorage.setItem(offKey, '');
}

/** `?` for help, `g` and a letter to go somewhere. Answers how to end it. */
export function listenForShortcuts({ go, help }: { go: (path: string) => void; help: () => void }): () => void {
  let isGoing = false;
  const listen = (event: KeyboardEvent): void => {
    const isTyping = (event.target as Element).closest('input, textarea, select, dialog[open]') !== null;
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !areShortcutsOn()) return;
    const path = isGoing ? destinations[event.key] : undefined;
    isGoing = event.key === 'g';
    if (event.key === '?') help();
    if (path !== undefined) go(path);
  };
  addEventListener('keydown', listen);
  return () => removeEventListener('keydown', listen);
}
