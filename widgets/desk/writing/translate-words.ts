import type { WordsIn } from '../words.ts';

export const translateWords = {
  en: {
    title: 'In {language}',
    method: 'How these words were made',
    stale: 'The source has changed since this was translated. Look through what is marked, and mend what it touches.',
    affirm: 'Nothing to mend: the translation still fits',
    affirmed: 'Noted: it is up to date.',
    done: 'Done',
  },
  es: {
    title: 'En {language}',
    method: 'Cómo se hicieron estas palabras',
    stale: 'El original cambió desde esta traducción. Revisa lo marcado y corrige lo que toque.',
    affirm: 'Nada que corregir: la traducción sirve',
    affirmed: 'Anotado: está al día.',
    done: 'Listo',
  },
} satisfies WordsIn<Record<string, string>>;
