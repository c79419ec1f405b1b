import { html, render, type TemplateResult } from 'lit';
import { areShortcutsOn, turnShortcuts } from '../shortcuts.ts';
import type { Lang, WordsIn } from '../words.ts';

const words = {
  en: {
    title: 'Help',
    howTitle: 'How it works',
    how: 'What you write is kept as you type, first on this device, then at the campaign. Readers see nothing of it until you publish.',
    national:
      'Your chapter shows what the national campaign says. You can add your own, say something in your own words, or hide it.',
    lost: 'Without a connection, go on writing. It is sent once there is one again.',
    keys: 'Keys',
    help: 'This help',
    save: 'Save now',
    overview: 'Overview',
    write: 'Write',
    languages: 'Languages',
    publish: 'Publish',
    next: 'then',
    areOn: 'Single keys do this',
    tour: 'Show the tour again',
    close: 'Close',
  },
  es: {
    title: 'Ayuda',
    howTitle: 'Cómo funciona',
    how: 'Lo que escribes se guarda mientras tecleas, primero en este aparato y luego en la campaña. Nadie lo lee hasta que publicas.',
    national:
      'Tu capítulo muestra lo que dice la campaña nacional. Puedes añadir lo propio, decir algo con tus palabras, u ocultarlo.',
    lost: 'Sin conexión, sigue escribiendo. Se envía cuando la haya de nuevo.',
    keys: 'Teclas',
    help: 'Esta ayuda',
    save: 'Guardar ahora',
    overview: 'Resumen',
    write: 'Escribir',
    languages: 'Idiomas',
    publish: 'Publicar',
    next: 'luego',
    areOn: 'Las teclas sueltas hacen esto',
    tour: 'Mostrar el recorrido otra vez',
    close: 'Cerrar',
  },
} satisfies WordsIn<Record<string, string>>;

/** Opens the help; it goes when it is closed. */
export function showHelp(lang: Lang, tour: () => void): void {
  if (document.querySelector('dialog[open]') !== null) return;
  const dialog = document.createElement('dialog');
  dialog.className = 'help';
  dialog.setAttribute('aria-labelledby', 'help-title');
  render(renderHelp(lang, dialog, tour), dialog);
  dialog.addEventListener('close', () => dialog.remove());
  document.querySelector<HTMLElement>('uwh-desk')!.appendChild(dialog);
  dialog.showModal();
}

function renderHelp(lang: Lang, dialog: HTMLDialogElement, tour: () => void): TemplateResult {
  const say = words[lang];
  const keys: [TemplateResult, string][] = [
    [html`<kbd>?</kbd>`, say.help],
    [html`<kbd>Ctrl</kbd> <kbd>S</kbd>`, say.save],
    [html`<kbd>g</kbd> ${say.next} <kbd>o</kbd>`, say.overview],
    [html`<kbd>g</kbd> ${say.next} <kbd>w</kbd>`, say.write],
    [html`<kbd>g</kbd> ${say.next} <kbd>l</kbd>`, say.languages],
    [html`<kbd>g</kbd> ${say.next} <kbd>p</kbd>`, say.publish],
  ];
  const tourAgain = () => {
    dialog.close();
    tour();
  };
  return html`<h2 id="help-title">${say.title}</h2>
    <h3>${say.howTitle}</h3>
    <p>${say.how}</p>
    <p>${say.national}</p>
    <p>${say.lost}</p>
    <h3>${say.keys}</h3>
    <dl class="keys">
      ${keys.map(
        ([key, text]) =>
          html`<div>
            <dt>${key}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
    <label class="check">
      <input
        type="checkbox"
        .checked=${areShortcutsOn()}
        @change=${({ target }: Event) => turnShortcuts((target as HTMLInputElement).checked)}
      />
      ${say.areOn}
    </label>
    <p class="buttons">
      <button class="link" @click=${tourAgain}>${say.tour}</button>
      <button class="button" autofocus @click=${() => dialog.close()}>${say.close}</button>
    </p>`;
}
