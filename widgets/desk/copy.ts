import type { Context } from './screen.ts';
import type { WordsIn } from './words.ts';

const words = {
  en: { copied: 'Copied.', failed: 'It could not be copied: mark and copy it by hand.' },
  es: { copied: 'Copiado.', failed: 'No se pudo copiar: márcalo y cópialo a mano.' },
} satisfies WordsIn<Record<string, string>>;

/** Copies what stands in a field, and says what came of it; where nothing did, it goes to the field. */
export async function copyFrom(
  field: HTMLInputElement | HTMLTextAreaElement,
  { lang, announce }: Pick<Context, 'lang' | 'announce'>,
): Promise<string> {
  const said = await navigator.clipboard.writeText(field.value).then(
    () => words[lang].copied,
    () => {
      field.focus();
      return words[lang].failed;
    },
  );
  announce(said);
  return said;
}
