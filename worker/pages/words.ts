import * as strings from '../../widgets/shared/strings.ts';

/** The few words of the pages themselves; all else is content. */
interface OwnWords {
  skip: string;
  menu: string;
  languages: string;
  questions: string;
  news: string;
  join: string;
  source: string;
  undated: string;
  privacy: string;
  terms: string;
  chapters: string;
  furtherReading: string;
  untranslated: string;
  machine: string;
  /** With `{language}`, that in which the words were said. */
  machineFrom: string;
  /** The same, by a person. */
  translatedFrom: string;
  someMachine: string;
  notFound: string;
  home: string;
  draft: string;
  draftNote: string;
  previewOver: string;
  /** Where a person sees what they typed before it is sent. */
  confirm: string;
  confirmIntro: string;
  change: string;
  tooFast: string;
  textMessages: string;
  flyer: string;
  scan: string;
  flyerHint: string;
  share: string;
  /** Of the related articles, and of all of them. */
  related: string;
  allNews: string;
  published: string;
  print: string;
  embed: string;
  /** Beside a field that nobody sees. */
  trap: string;
}

/** The words of the pages, and those that the form has in common with the element. */
export interface Words extends OwnWords {
  form: strings.Strings['form'] & strings.Strings['join'];
  advice: strings.Strings['joinErrors'];
}

const english: OwnWords = {
  skip: 'Skip to the content',
  menu: 'Menu',
  languages: 'Languages',
  questions: 'Questions',
  news: 'News',
  join: 'Join',
  source: 'Source',
  undated: 'year not given',
  privacy: 'Privacy',
  terms: 'Terms',
  chapters: 'Chapters',
  furtherReading: 'Read elsewhere',
  untranslated: 'Not translated yet.',
  machine: 'Translated by a machine; nobody has reviewed it yet.',
  machineFrom: 'Translated from {language} by a machine; nobody has reviewed it yet.',
  translatedFrom: 'Translated from {language}.',
  someMachine: 'Parts of this page were translated by a machine; nobody has reviewed them yet.',
  notFound: 'There is no such page.',
  home: 'Go to the first page',
  draft: 'Draft',
  draftNote:
    'Not published: only people who have this link see it. The form and the counter show what is published, and the form sends what you write.',
  previewOver: 'This preview is over, or it is of another page.',
  confirm: 'Is this right?',
  confirmIntro: 'Nothing is sent yet. Look it over, then press the button.',
  change: 'Change something',
  tooFast: 'That was quick. To tell people from programs, we ask you to press the button once more.',
  textMessages: 'Text messages',
  flyer: 'A flyer for the break room',
  scan: 'Scan to join',
  flyerHint: 'Print this page: it fits on one sheet. Hang it where workers meet, and where your rights let you.',
  share: 'Share by e-mail',
  related: 'Goes on from here',
  allNews: 'All news',
  published: 'Published',
  print: 'Flyer to print',
  embed: 'For your page',
  trap: 'Leave this empty',
};

const words: Record<string, OwnWords> = {
  en: english,
  es: {
    skip: 'Ir al contenido',
    menu: 'Menú',
    languages: 'Idiomas',
    questions: 'Preguntas',
    news: 'Noticias',
    join: 'Unirse',
    source: 'Fuente',
    undated: 'sin año',
    privacy: 'Privacidad',
    terms: 'Términos',
    chapters: 'Capítulos',
    furtherReading: 'Para leer en otros sitios',
    untranslated: 'Aún sin traducir.',
    machine: 'Traducción automática; nadie la ha revisado todavía.',
    machineFrom: 'Traducido del {language} por una máquina; nadie lo ha revisado todavía.',
    translatedFrom: 'Traducido del {language}.',
    someMachine: 'Partes de esta página se tradujeron por una máquina; nadie las ha revisado todavía.',
    notFound: 'Esta página no existe.',
    home: 'Ir a la página principal',
    draft: 'Borrador',
    draftNote:
      'Sin publicar: solo lo ve quien tiene este enlace. El formulario y el contador muestran lo publicado, y el formulario envía lo que se escribe.',
    previewOver: 'Esta vista previa ya no vale, o es de otra página.',
    confirm: '¿Está todo bien?',
    confirmIntro: 'Aún no se ha enviado nada. Revíselo y pulse el botón.',
    change: 'Cambiar algo',
    tooFast: 'Fue muy rápido. Para distinguir personas de programas, pulse el botón una vez más.',
    textMessages: 'Mensajes de texto',
    flyer: 'Un volante para la sala de descanso',
    scan: 'Escanee para unirse',
    flyerHint:
      'Imprima esta página: cabe en una hoja. Cuélguela donde se reúne el personal y donde sus derechos lo permitan.',
    share: 'Compartir por correo',
    related: 'Para seguir leyendo',
    allNews: 'Todas las noticias',
    published: 'Publicado',
    print: 'Volante para imprimir',
    embed: 'Para su página',
    trap: 'Deje esto vacío',
  },
  ar: {
    skip: 'انتقل إلى المحتوى',
    menu: 'القائمة',
    languages: 'اللغات',
    questions: 'أسئلة',
    news: 'الأخبار',
    join: 'انضم',
    source: 'المصدر',
    undated: 'السنة غير مذكورة',
    privacy: 'الخصوصية',
    terms: 'الشروط',
    chapters: 'الفروع',
    furtherReading: 'للقراءة في مواقع أخرى',
    untranslated: 'لم يُترجم بعد.',
    machine: 'ترجمة آلية لم يراجعها أحد بعد.',
    machineFrom: 'ترجمة آلية من {language} لم يراجعها أحد بعد.',
    translatedFrom: 'مترجم من {language}.',
    someMachine: 'تُرجمت أجزاء من هذه الصفحة آليًا ولم يراجعها أحد بعد.',
    notFound: 'لا توجد صفحة كهذه.',
    home: 'إلى الصفحة الأولى',
    draft: 'مسودة',
    draftNote: 'غير منشورة: لا يراها إلا من لديه هذا الرابط. يعرض النموذج والعدّاد ما هو منشور، ويرسل النموذج ما تكتبه.',
    previewOver: 'انتهت هذه المعاينة، أو أنها لصفحة أخرى.',
    confirm: 'هل هذا صحيح؟',
    confirmIntro: 'لم يُرسل شيء بعد. راجعه ثم اضغط الزر.',
    change: 'تغيير شيء',
    tooFast: 'كان ذلك سريعًا. لنميّز الناس عن البرامج، اضغط الزر مرة أخرى.',
    textMessages: 'رسائل نصية',
    flyer: 'منشور لغرفة الاستراحة',
    scan: 'امسح الرمز للانضمام',
    flyerHint: 'اطبع هذه الصفحة: تكفيها ورقة واحدة. علّقها حيث يلتقي العاملون وحيث تسمح حقوقك.',
    share: 'شارك بالبريد الإلكتروني',
    related: 'للمتابعة',
    allNews: 'كل الأخبار',
    published: 'نُشر في',
    print: 'منشور للطباعة',
    embed: 'لصفحتك',
    trap: 'اترك هذا فارغًا',
  },
};

export function wordsIn(locale: string): Words {
  const language = locale.split('-')[0]!;
  const tag = strings.tags.find((each) => each === language) ?? 'en';
  const form = { ...strings.form[tag], ...strings.join[tag] };
  return { ...(words[locale] ?? words[language] ?? english), form, advice: strings.joinErrors[tag] };
}
