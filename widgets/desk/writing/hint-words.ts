import type { Lang } from '../words.ts';

/** What is beside fields; in English the kinds’ own descriptions say it. */
const hints: Record<string, string> = {
  summary: 'Una o dos frases, para listas, vistas previas y buscadores.',
  body: 'Puedes poner títulos, listas, enlaces y negrita con los botones.',
  answer: 'Puedes poner listas, enlaces y negrita con los botones.',
  imageAlt: 'Para quien no ve la imagen. Hace falta en cada idioma donde hay una.',
  publishedOn: 'El día en que se publicó; vacío si no se sabe.',
  position: 'Los números más bajos van primero.',
  source: 'De dónde viene. Lo que no se sabe queda vacío.',
  inNavigation: 'Si el menú del capítulo la muestra.',
  quote: 'Sus palabras, sin comillas.',
  attribution: 'Quién es para el lector: profesión y lugar.',
  name: 'El nombre que dio.',
  page: 'Los textos propios de un capítulo están en «Capítulo».',
  role: 'Cómo se muestra en la página.',
  value: 'Vacío hasta que se encuentre: entonces nadie ve la cifra.',
  unit: 'Con «Uno por tantos», di abajo por cuántos. El dinero es en dólares.',
  per: '1 terapeuta por cada 3000 personas: aquí el 3000.',
  drawing: 'Cómo puede dibujarse la cifra.',
  comparedWith: 'La dirección de otra cifra en la misma unidad, para dibujarlas juntas.',
  publisher: 'Quién lo publicó, o quién lo dice.',
  title: '',
  issue: 'Volumen o número.',
  year: 'Año de publicación.',
  asOf: 'El tiempo del que habla la cifra: un año, mes o día.',
  basis: 'Quién responde de ello.',
  missing: 'Qué falta para poder publicarla.',
  label: '',
  note: 'Lo que conviene saber de la cifra.',
  spokenIn: 'Un código de idioma, como en o es.',
  language: 'Un código de idioma, como en o es.',
  consent: 'Si la persona aceptó que se la cite aquí.',
  status: 'Lo retirado no se muestra nunca.',
  related: 'Nombres de otras noticias de aquí, como están en sus direcciones.',
  furtherReading: 'Artículos en otros sitios, con sus títulos.',
  does: 'A qué lleva.',
  url: 'Vacía si lleva a este sitio, o no se sabe.',
  target: 'A cuántas personas espera la campaña.',
  closesAt: 'Desde entonces nadie puede comprometerse. Vacío: no termina.',
  countsSignups: 'Si quienes se unen cuentan también aquí.',
  channel: 'Qué acepta recibir la persona.',
  version: 'Sube con cada redacción del mismo canal.',
  links: 'Las palabras de los enlaces a las condiciones y al aviso de privacidad, después del texto.',
  review: 'La revisión legal de estas palabras en este idioma. Solo lo aprobado se muestra.',
};

/** English where a description is for developers. */
const plainHints: Record<string, string> = {
  body: 'Headings, lists, links and bold with the buttons.',
  answer: 'Lists, links and bold with the buttons.',
  text: '',
  position: 'Lower numbers come first.',
  source: 'Where it comes from. Leave empty what is not known.',
  spokenIn: 'A language code, like en or es.',
  language: 'A language code, like en or es.',
  related: 'Names of other news here, as their addresses have them.',
  publishedOn: 'Leave it empty where nobody knows.',
  page: 'A chapter’s own texts stand on “Chapter”.',
  value: 'Leave it empty until it is found: then no reader sees the figure.',
  unit: 'For “one for so many”, say below for how many. Money is in US dollars.',
  per: '1 therapist for every 3000 people: here the 3000.',
  comparedWith: 'The address of another figure in the same unit, to draw both together.',
  basis: 'Who vouches for it.',
  status: 'What was taken back is never shown.',
  url: 'Leave it empty where it leads to this site, or is not known.',
  closesAt: 'From then on nobody can pledge. Empty: it has no end.',
};

/** A description without what only developers need: marks of code, and what stands for nothing. */
function inPlainWords(description: string): string {
  return description.replaceAll('`', '').replaceAll(/; null[^.;]*/g, '');
}

/** Help beside a field, with the language it is in. */
export function hintOf(name: string, description: string | undefined, lang: Lang): { text: string; lang: Lang } | null {
  const spanish = lang === 'es' ? hints[name] : undefined;
  const text = spanish ?? plainHints[name] ?? inPlainWords(description ?? '');
  return text === '' ? null : { text, lang: spanish === undefined ? 'en' : 'es' };
}
