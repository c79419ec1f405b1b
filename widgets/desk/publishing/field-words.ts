import type { Lang, WordsIn } from '../words.ts';

const kinds = {
  en: {
    section: 'Section',
    page: 'Page',
    faq: 'Question',
    goal: 'Goal',
    benefit: 'Benefit',
    statistic: 'Figure',
    testimonial: 'Testimonial',
    article: 'News',
    action: 'Action',
    pledge: 'Pledge',
    disclosure: 'Disclosure',
    chapter: 'Chapter',
  },
  es: {
    section: 'Sección',
    page: 'Página',
    faq: 'Pregunta',
    goal: 'Meta',
    benefit: 'Beneficio',
    statistic: 'Cifra',
    testimonial: 'Testimonio',
    article: 'Noticia',
    action: 'Acción',
    pledge: 'Compromiso',
    disclosure: 'Aviso de consentimiento',
    chapter: 'Capítulo',
  },
} satisfies WordsIn<Record<string, string>>;

const spanish: Record<string, string> = {
  answer: 'Respuesta',
  asOf: 'A fecha de',
  attribution: 'Atribución',
  baseline: 'Base',
  body: 'Texto',
  channel: 'Canal',
  closesAt: 'Cierra',
  consent: 'Consentimiento',
  countsSignups: 'Cuenta a quienes se unen',
  description: 'Descripción',
  does: 'Qué hace',
  furtherReading: 'Para leer más',
  heading: 'Título',
  inNavigation: 'En el menú',
  label: 'Etiqueta',
  links: 'Enlaces',
  method: 'Cómo se tradujo',
  mode: 'Modo',
  name: 'Nombre',
  page: 'Página',
  position: 'Lugar en la lista',
  publishedOn: 'Fecha',
  question: 'Pregunta',
  quote: 'Cita',
  related: 'Relacionado',
  review: 'Revisión legal',
  role: 'Papel',
  source: 'Fuente',
  status: 'Estado',
  summary: 'Resumen',
  target: 'Meta de firmas',
  text: 'Texto',
  title: 'Título',
  unit: 'Unidad',
  url: 'Dirección',
  value: 'Valor',
  version: 'Versión',
};
const english: Record<string, string> = {
  body: 'Text',
  countsSignups: 'Counts who joins',
  does: 'What it does',
  inNavigation: 'In the menu',
  method: 'How it was translated',
  position: 'Place in the list',
  publishedOn: 'Date',
  review: 'Legal review',
  target: 'Goal of signatures',
  url: 'Address',
};

/** What a kind is called; its name where it is new here. */
export function kindName(kind: string, lang: Lang): string {
  return (kinds[lang] as Record<string, string>)[kind] ?? kind;
}

/** What a language is called, in the language of who is here. */
export function languageName(locale: string, lang: Lang): string {
  const name = new Intl.DisplayNames(lang, { type: 'language' }).of(locale) ?? locale;
  return name[0]!.toLocaleUpperCase(lang) + name.slice(1);
}

function fieldName(field: string, lang: Lang): string {
  const known = (lang === 'es' ? spanish : english)[field];
  if (known !== undefined) return known;
  const spaced = field.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return spaced[0]!.toUpperCase() + spaced.slice(1);
}

/** What a JSON Pointer into an entry names, in words: “Answer, Spanish”. */
export function placeName(pointer: string, lang: Lang): string {
  const parts = pointer.split('/').slice(1);
  const [area, second = ''] = parts;
  if (area !== 'translations')
    return parts
      .slice(area === 'shared' ? 1 : 0)
      .map((part) => named(part, lang))
      .join(' · ');
  const rest = parts.slice(2).filter((part) => part !== 'fields');
  return [languageName(second, lang), ...rest.map((part) => named(part, lang))].join(' · ');
}

function named(part: string, lang: Lang): string {
  return /^\d+$/.test(part) ? String(Number(part) + 1) : fieldName(part, lang);
}
