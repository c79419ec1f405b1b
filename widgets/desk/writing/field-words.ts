import type { Lang, WordsIn } from '../words.ts';

/** What kinds are called: one of them, and several. A kind that is not here is called by its own name. */
const kinds: WordsIn<Record<string, readonly [one: string, many: string]>> = {
  en: {
    page: ['Page', 'Pages'],
    article: ['News item', 'News'],
    faq: ['Question', 'Questions and answers'],
    goal: ['Goal', 'Goals'],
    benefit: ['Union difference', 'The union difference'],
    statistic: ['Figure', 'Figures'],
    testimonial: ['Testimonial', 'Testimonials'],
    action: ['Next step', 'What to do next'],
    pledge: ['Pledge', 'Pledges'],
    section: ['Text of a page', 'Texts of pages'],
    disclosure: ['Consent text', 'Consent texts'],
  },
  es: {
    page: ['Página', 'Páginas'],
    article: ['Noticia', 'Noticias'],
    faq: ['Pregunta', 'Preguntas y respuestas'],
    goal: ['Meta', 'Metas'],
    benefit: ['Diferencia sindical', 'La diferencia sindical'],
    statistic: ['Cifra', 'Cifras'],
    testimonial: ['Testimonio', 'Testimonios'],
    action: ['Paso', 'Qué hacer ahora'],
    pledge: ['Compromiso', 'Compromisos'],
    section: ['Texto de una página', 'Textos de páginas'],
    disclosure: ['Texto de consentimiento', 'Textos de consentimiento'],
  },
};

/** What fields are called where their own names say less. */
const labels: WordsIn<Record<string, string>> = {
  en: {
    body: 'Text',
    imageAlt: 'What the picture shows',
    image: 'Picture',
    publishedOn: 'Day',
    position: 'Place in the list',
    asOf: 'As of',
    url: 'Address (https://)',
    inNavigation: 'In the chapter’s menu',
    does: 'What it leads to',
    label: 'Words on the button',
    'statistic.label': 'What it counts',
    countsSignups: 'Count those who join',
    spokenIn: 'Language they spoke',
    furtherReading: 'Further reading elsewhere',
    related: 'Related news',
    slug: 'Address of the page',
    per: 'For every',
    page: 'Page it stands on',
    role: 'How it is shown',
    language: 'Language',
  },
  es: {
    title: 'Título',
    summary: 'Resumen',
    body: 'Texto',
    image: 'Imagen',
    imageAlt: 'Qué muestra la imagen',
    publishedOn: 'Día',
    position: 'Lugar en la lista',
    source: 'Fuente',
    publisher: 'Quién lo publicó',
    issue: 'Número',
    year: 'Año',
    url: 'Dirección (https://)',
    related: 'Noticias relacionadas',
    furtherReading: 'Más lectura en otros sitios',
    language: 'Idioma',
    question: 'Pregunta',
    answer: 'Respuesta',
    inNavigation: 'En el menú del capítulo',
    does: 'A qué lleva',
    label: 'Palabras del botón',
    'statistic.label': 'Qué cuenta',
    value: 'Valor',
    unit: 'Unidad',
    per: 'Por cada',
    drawing: 'Dibujo',
    comparedWith: 'Comparado con',
    asOf: 'A fecha de',
    basis: 'Quién responde de ello',
    missing: 'Qué falta',
    note: 'Nota',
    name: 'Nombre',
    spokenIn: 'Idioma en que habló',
    consent: 'Consentimiento',
    status: 'Estado',
    givenOn: 'Dado el',
    withdrawnOn: 'Retirado el',
    quote: 'Sus palabras',
    attribution: 'Quién es',
    target: 'Meta',
    closesAt: 'Termina',
    countsSignups: 'Contar a quienes se unen',
    text: 'Texto',
    heading: 'Encabezado',
    page: 'Página donde está',
    role: 'Cómo se muestra',
    channel: 'Canal',
    version: 'Versión',
    links: 'Enlaces',
    terms: 'Condiciones',
    privacy: 'Privacidad',
    review: 'Revisión legal',
    by: 'Por',
    on: 'Fecha',
    slug: 'Dirección de la página',
  },
};

export const formWords = {
  en: {
    optional: 'optional',
    choose: 'Choose',
    none: 'None',
    add: 'Add: {what}',
    remove: 'Remove {what}',
    up: 'Move up',
    localTime: 'In the time of this device.',
    required: 'This is still missing.',
    tooLong: 'This is too long: {max} characters at most.',
    pattern: 'This does not look right.',
    url: 'A whole address that begins with https://',
    number: 'A number that fits here.',
    date: 'A date.',
    bold: 'Bold',
    italic: 'Italic',
    header: 'Heading',
    list: 'List',
    ordered: 'Numbered list',
    link: 'Link',
    quote: 'Quote',
    format: 'Format',
  },
  es: {
    optional: 'opcional',
    choose: 'Elige',
    none: 'Nada',
    add: 'Añadir: {what}',
    remove: 'Quitar {what}',
    up: 'Subir',
    localTime: 'En la hora de este aparato.',
    required: 'Esto falta todavía.',
    tooLong: 'Es demasiado largo: {max} caracteres como mucho.',
    pattern: 'Esto no parece correcto.',
    url: 'Una dirección entera que empiece por https://',
    number: 'Un número que quepa aquí.',
    date: 'Una fecha.',
    bold: 'Negrita',
    italic: 'Cursiva',
    header: 'Título',
    list: 'Lista',
    ordered: 'Lista numerada',
    link: 'Enlace',
    quote: 'Cita',
    format: 'Formato',
  },
} satisfies WordsIn<Record<string, string>>;

/** `furtherReading` as people write it. */
function unfold(name: string): string {
  const text = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');
  return text[0]!.toUpperCase() + text.slice(1);
}

/** An entry that has no title in the chapter’s own words: its slug as people write. */
export function nameOfSlug(slug: string): string {
  const text = slug.replaceAll('-', ' ');
  return text[0]!.toUpperCase() + text.slice(1);
}

export function kindName(name: string, lang: Lang, many = false): string {
  return kinds[lang][name]?.[many ? 1 : 0] ?? unfold(name);
}

/** What a field of a kind is called, or a choice of it. */
export function labelOf(kind: string, name: string, lang: Lang): string {
  return labels[lang][`${kind}.${name}`] ?? labels[lang][name] ?? unfold(name);
}

/** A value of a choice as people write it. */
export function choiceName(value: string, lang: Lang): string {
  return choices[lang][value] ?? unfold(value);
}

const choices: WordsIn<Record<string, string>> = {
  en: {
    usd: 'US dollars',
    usd_per_hour: 'US dollars an hour',
    ratio: 'One for so many',
    missing: 'Nobody yet',
    article: 'News here',
    campaign: 'The campaign',
    publication: 'A publication',
    documented: 'They agreed, and we have it in writing',
    not_documented: 'Published earlier, no record at hand',
    withdrawn: 'Taken back: never shown',
    hero: 'At the top',
    matter: 'In the flow',
    figures: 'Before figures',
    aside: 'Set apart',
    home: 'First page',
    sms: 'Text messages',
    email: 'E-mail',
    one_in_many: 'One in many dots',
  },
  es: {
    percent: 'Por ciento',
    people: 'Personas',
    ratio: 'Uno por tantos',
    usd: 'Dólares',
    usd_per_hour: 'Dólares por hora',
    dots: 'Puntos',
    bars: 'Barras',
    one_in_many: 'Un punto entre muchos',
    none: 'Nada',
    publication: 'Una publicación',
    campaign: 'La campaña',
    article: 'Una noticia de aquí',
    missing: 'Nadie todavía',
    join: 'Unirse',
    pledge: 'Comprometerse',
    share: 'Compartir',
    read: 'Leer',
    contact: 'Contacto',
    documented: 'Aceptó, y lo tenemos por escrito',
    not_documented: 'Publicado antes, sin constancia',
    withdrawn: 'Retirado: nunca se muestra',
    home: 'Primera página',
    chapter: 'Capítulo',
    privacy: 'Privacidad',
    terms: 'Condiciones',
    hero: 'Arriba del todo',
    matter: 'En el cuerpo',
    figures: 'Antes de cifras',
    aside: 'Aparte',
    sms: 'Mensajes de texto',
    email: 'Correo',
    phone: 'Teléfono',
    draft: 'Borrador',
    approved: 'Aprobado',
  },
};
