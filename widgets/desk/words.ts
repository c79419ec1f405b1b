/** Words of a part of the desk, in each of its languages. English decides which there are. */
export interface WordsIn<Words> {
  en: Words;
  /** Translated by machine. */
  es: Words;
}

/** Languages of the desk. */
export type Lang = keyof WordsIn<unknown>;

/** Words of the frame around every screen, and what many screens say. */
export const shared = {
  en: {
    desk: 'Desk',
    signOut: 'Sign out',
    language: 'Español',
    loading: 'Loading',
    retry: 'Try again',
    skip: 'Skip to content',
    menu: 'Menu',
    unreachable: 'No answer came. Check the connection; what you wrote is still here.',
    refused: 'That was refused: {detail}',
    notFound: 'There is no such page at the desk.',
    home: 'Overview',
  },
  es: {
    desk: 'Mesa',
    signOut: 'Salir',
    language: 'English',
    loading: 'Cargando',
    retry: 'Intentar de nuevo',
    skip: 'Ir al contenido',
    menu: 'Menú',
    unreachable: 'No hubo respuesta. Revisa la conexión; lo que escribiste sigue aquí.',
    refused: 'Se rechazó: {detail}',
    notFound: 'No hay tal página en la mesa.',
    home: 'Resumen',
  },
} satisfies WordsIn<Record<string, string>>;
