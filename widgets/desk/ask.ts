import { html, render } from 'lit';
import type { Lang, WordsIn } from './words.ts';

const words = {
  en: { no: 'No, go back' },
  es: { no: 'No, volver' },
} satisfies WordsIn<Record<string, string>>;

interface Question {
  lang: Lang;
  title: string;
  /** What will happen. */
  text: string;
  /** The words of the button that does it. */
  yes: string;
}

/** Asks once before something that is hard to take back. Answers whether it is meant. */
export function ask({ lang, title, text, yes }: Question): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'ask';
  dialog.setAttribute('aria-labelledby', 'ask-title');
  render(
    html`<form method="dialog">
      <h2 id="ask-title">${title}</h2>
      <p>${text}</p>
      <p class="acts">
        <button class="button" value="yes">${yes}</button>
        <button class="link" value="no">${words[lang].no}</button>
      </p>
    </form>`,
    dialog,
  );
  document.body.appendChild(dialog);
  dialog.showModal();
  dialog.querySelector<HTMLElement>('button[value="no"]')!.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
