const key = 'uwh-desk-toured';

/** Whether somebody has seen the tour on this device, or skipped it. */
export function isToured(): boolean {
  return localStorage.getItem(key) !== null;
}

export function noteToured(isSeen: boolean): void {
  if (isSeen) localStorage.setItem(key, '');
  else localStorage.removeItem(key);
}
