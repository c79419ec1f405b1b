import type { WordsIn } from '../words.ts';

/**
 * Where what was written is: `saved` at the campaign; `waiting` or `saving` on the way; `away` on this device while no
 * answer comes; `incomplete` on this device until the rest is there; `refused`, `conflict`, `gone`: on this device, and
 * somebody must decide.
 */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'away' | 'incomplete' | 'refused' | 'conflict' | 'gone';

/** The same, and before anything is written. */
type States = Record<SaveState | 'fresh', string>;

/** Where what was written is. */
export const stateWords: WordsIn<States> = {
  en: {
    fresh: 'It saves itself as you write.',
    saved: 'Saved',
    waiting: 'Not saved yet',
    saving: 'Saving',
    away: 'Not saved: no connection. Kept on this device, and sent once there is one.',
    incomplete: 'Kept on this device. Still missing: {fields}',
    refused: 'Not saved. Kept on this device: {detail}',
    conflict: 'Not saved: somebody else changed the same words. Choose below.',
    gone: 'Not saved: somebody removed this entry. Your words are kept on this device.',
  },
  es: {
    fresh: 'Se guarda solo mientras escribes.',
    saved: 'Guardado',
    waiting: 'Sin guardar todavía',
    saving: 'Guardando',
    away: 'Sin guardar: no hay conexión. Está en este aparato y se envía cuando la haya.',
    incomplete: 'Está en este aparato. Falta todavía: {fields}',
    refused: 'Sin guardar. Está en este aparato: {detail}',
    conflict: 'Sin guardar: otra persona cambió las mismas palabras. Elige abajo.',
    gone: 'Sin guardar: alguien quitó esta entrada. Tus palabras están en este aparato.',
  },
};

export const words = {
  en: {
    newOne: 'New: {kind}',
    untitled: 'Without a title',
    back: 'Back: {where}',
    language: 'I write in',
    more: 'More settings',
    slug: 'Address of the page',
    slugHint: 'Made from the title. It stays once it is saved.',
    slugTaken: 'Take another one: {detail}',
    draft: 'Draft',
    ready: 'Ready to publish',
    live: 'Published',
    changed: 'Changed since it was published',
    keepDraft: 'Keep it as a draft: publishing passes it over',
    publish: 'Publish',
    preview: 'Preview',
    write: 'Write',
    versions: 'Earlier versions',
    remove: 'Remove',
    removeSure: 'Remove “{title}”? Readers see it until the next publish, and you can bring it back.',
    removed: 'It is removed. You can bring it back from the list.',
    otherLanguages: 'In other languages',
    translate: '{language}: {state}',
    noRoom: 'This device has no room left: do not close the page before it is saved.',
    theirs: 'Changed by {name}, {time}',
    merged: 'Changes by somebody else were put together with yours.',
    bringBack: 'Bring it back with my words',
    notNow: 'Back',
    over: 'National words',
    own: 'Our own words: {field}',
    ownValue: 'Our own: {field}',
    given:
      'A worker gave this by a link, and agreed to exactly these words, this name and this place in this chapter. Read it, and publish it as it is: what is changed here can’t be published.',
    overLead:
      'This is a national entry. Where you choose your own words, your chapter shows those; the rest follows the national ones.',
    moved: 'The national words have changed since you wrote yours. Read both, then say that yours still fit.',
    stillFits: 'Ours still fit',
    forReaders: 'See it as readers do',
  },
  es: {
    newOne: 'Nuevo: {kind}',
    untitled: 'Sin título',
    back: 'Volver: {where}',
    language: 'Escribo en',
    more: 'Más ajustes',
    slug: 'Dirección de la página',
    slugHint: 'Se hace con el título. Queda así una vez guardada.',
    slugTaken: 'Elige otra: {detail}',
    draft: 'Borrador',
    ready: 'Listo para publicar',
    live: 'Publicado',
    changed: 'Cambiado desde que se publicó',
    keepDraft: 'Dejarlo como borrador: no se publica con lo demás',
    publish: 'Publicar',
    preview: 'Vista previa',
    write: 'Escribir',
    versions: 'Versiones anteriores',
    remove: 'Quitar',
    removeSure: '¿Quitar «{title}»? Se ve hasta la próxima publicación, y puedes recuperarlo.',
    removed: 'Está quitado. Puedes recuperarlo desde la lista.',
    otherLanguages: 'En otros idiomas',
    translate: '{language}: {state}',
    noRoom: 'No queda espacio en este aparato: no cierres la página antes de que se guarde.',
    theirs: 'Cambiado por {name}, {time}',
    merged: 'Los cambios de otra persona se juntaron con los tuyos.',
    bringBack: 'Recuperarlo con mis palabras',
    notNow: 'Volver',
    over: 'Palabras nacionales',
    own: 'Palabras propias: {field}',
    ownValue: 'Propio: {field}',
    given:
      'Una persona trabajadora dio esto por un enlace y aceptó exactamente estas palabras, este nombre y este lugar en este capítulo. Léelo y publícalo tal como está: lo que se cambie aquí no se puede publicar.',
    overLead:
      'Esta es una entrada nacional. Donde eliges palabras propias, tu capítulo muestra esas; lo demás sigue a las nacionales.',
    moved: 'Las palabras nacionales cambiaron desde que escribiste las tuyas. Lee ambas y di si las tuyas sirven.',
    stillFits: 'Las nuestras sirven',
    forReaders: 'Verlo como lo ven los lectores',
  },
} satisfies WordsIn<Record<string, string>>;

/** How far words are in a language. */
export const translationWords: WordsIn<Record<'missing' | 'stale' | 'current', string>> = {
  en: { missing: 'missing', stale: 'out of date', current: 'up to date' },
  es: { missing: 'falta', stale: 'desfasado', current: 'al día' },
};

/** How words came into a language. */
export const methodWords: WordsIn<Record<'original' | 'human' | 'machine' | 'reviewed', string>> = {
  en: {
    original: 'the original',
    human: 'by a person',
    machine: 'by machine',
    reviewed: 'by machine, read and mended by a person',
  },
  es: {
    original: 'el original',
    human: 'por una persona',
    machine: 'por máquina',
    reviewed: 'por máquina, leído y corregido por una persona',
  },
};
