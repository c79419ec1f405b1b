/** The words of the pages on which people give a testimonial by a link, see it, and take it back. */
export interface TestimonialWords {
  title: string;
  openIntro: string;
  link: string;
  open: string;
  /** Where a link opens nothing. */
  badLink: string;
  writeTitle: string;
  /** With `{chapter}`. */
  writeIntro: string;
  quote: string;
  quoteHint: string;
  name: string;
  nameHint: string;
  attribution: string;
  attributionHint: string;
  missing: string;
  preview: string;
  otherLanguage: string;
  previewTitle: string;
  previewIntro: string;
  placeTitle: string;
  /** With `{address}`. */
  place: string;
  embeds: string;
  translations: string;
  /** With `{chapter}`. */
  review: string;
  consent: string;
  needConsent: string;
  change: string;
  give: string;
  thanks: string;
  keepTitle: string;
  keep: string;
  copy: string;
  copied: string;
  ownTitle: string;
  waiting: string;
  public: string;
  withdrawIntro: string;
  withdraw: string;
  withdrawn: string;
  /** With `{day}`. */
  withdrawnOn: string;
}

const english: TestimonialWords = {
  title: 'Your words',
  openIntro: 'Somebody sent you a private link. If this page stays as it is, copy the whole link and paste it here.',
  link: 'Private link',
  open: 'Open',
  badLink:
    'This link opens nothing (any more): it is not complete, was used, has expired or was taken back. If you gave words by it, they open with the private link that you got then. Otherwise ask who sent it for a new one.',
  writeTitle: 'Say it in your words',
  writeIntro: '{chapter} asks what you want others to know. You see how it will look before anything is sent.',
  quote: 'What you want to say',
  quoteHint: 'A few sentences. Leave out what could tell who a client or a patient is.',
  name: 'Name to be shown',
  nameHint: 'As you want to be called here. A first name, initials or “A nurse” is enough.',
  attribution: 'Profession and place',
  attributionHint: 'Such as “Therapist, Portland”. Name your employer only if you want everyone to know.',
  missing: 'Write something here.',
  preview: 'See how it will look',
  otherLanguage: 'Write in another language',
  previewTitle: 'So it will look',
  previewIntro: 'Nothing is sent yet.',
  placeTitle: 'Where it will stand',
  place: 'On {address}, for everyone to read.',
  embeds: 'With what the campaign’s partners show of it on their own pages.',
  translations: 'In other languages as well, and then it says that it is a translation.',
  review: '{chapter} reads it first, and may decide not to show it. Nobody can change a word of it.',
  consent: 'I agree that exactly these words stand there, with this name, profession and place.',
  needConsent: 'It is sent only if you agree.',
  change: 'Change something',
  give: 'Send it',
  thanks: 'Thank you. It is with the chapter now.',
  keepTitle: 'Keep this link',
  keep: 'It is yours alone. With it you see your words, and take them back whenever you want, without a reason. We can’t send it again.',
  copy: 'Copy the link',
  copied: 'Copied',
  ownTitle: 'Your words',
  waiting: 'They are with the chapter, and not shown to anyone else yet.',
  public: 'They are published.',
  withdrawIntro: 'Take them back, and they are gone from all pages at once, for good.',
  withdraw: 'Take my words back',
  withdrawn: 'It is done: your words are taken back, and shown nowhere any more.',
  withdrawnOn: 'You took these words back on {day}. They are shown nowhere.',
};

const words: Record<string, TestimonialWords> = {
  en: english,
  es: {
    title: 'Sus palabras',
    openIntro:
      'Alguien le envió un enlace privado. Si esta página se queda como está, copie el enlace entero y péguelo aquí.',
    link: 'Enlace privado',
    open: 'Abrir',
    badLink:
      'Este enlace no abre nada (o ya no): no está completo, ya se usó, venció o se retiró. Si dio sus palabras con él, se abren con el enlace privado que recibió entonces. Si no, pida uno nuevo a quien se lo envió.',
    writeTitle: 'Dígalo con sus palabras',
    writeIntro: '{chapter} le pregunta qué quiere que otras personas sepan. Verá cómo queda antes de enviar nada.',
    quote: 'Lo que quiere decir',
    quoteHint: 'Unas frases. No ponga nada que permita saber quién es una persona atendida.',
    name: 'Nombre que se mostrará',
    nameHint: 'Como quiera que le llamen aquí. Basta un nombre de pila, iniciales o «una enfermera».',
    attribution: 'Profesión y lugar',
    attributionHint: 'Por ejemplo, «Terapeuta, Portland». Nombre a su empleador solo si quiere que todos lo sepan.',
    missing: 'Escriba algo aquí.',
    preview: 'Ver cómo queda',
    otherLanguage: 'Escribir en otro idioma',
    previewTitle: 'Así quedará',
    previewIntro: 'Todavía no se ha enviado nada.',
    placeTitle: 'Dónde estará',
    place: 'En {address}, a la vista de todos.',
    embeds: 'Con lo que las organizaciones aliadas muestran de la campaña en sus propias páginas.',
    translations: 'También en otros idiomas, y entonces dice que es una traducción.',
    review: '{chapter} lo lee antes y puede decidir no mostrarlo. Nadie puede cambiar ni una palabra.',
    consent: 'Acepto que exactamente estas palabras estén ahí, con este nombre, esta profesión y este lugar.',
    needConsent: 'Solo se envía si lo acepta.',
    change: 'Cambiar algo',
    give: 'Enviar',
    thanks: 'Gracias. Ya lo tiene el capítulo.',
    keepTitle: 'Guarde este enlace',
    keep: 'Es solo suyo. Con él ve sus palabras y las retira cuando quiera, sin dar razones. No podemos enviarlo de nuevo.',
    copy: 'Copiar el enlace',
    copied: 'Copiado',
    ownTitle: 'Sus palabras',
    waiting: 'Las tiene el capítulo; todavía no se muestran a nadie más.',
    public: 'Están publicadas.',
    withdrawIntro: 'Si las retira, desaparecen de todas las páginas de inmediato y para siempre.',
    withdraw: 'Retirar mis palabras',
    withdrawn: 'Listo: sus palabras quedan retiradas y ya no se muestran en ninguna parte.',
    withdrawnOn: 'Retiró estas palabras el {day}. No se muestran en ninguna parte.',
  },
  ar: {
    title: 'كلماتك',
    openIntro: 'أرسل إليك أحدهم رابطًا خاصًا. إذا بقيت هذه الصفحة كما هي فانسخ الرابط كاملاً والصقه هنا.',
    link: 'الرابط الخاص',
    open: 'فتح',
    badLink:
      'هذا الرابط لا يفتح شيئًا: فهو غير كامل أو استُخدم أو انتهت مدته أو سُحب. إن كنت قد قدّمت كلماتك به فافتحها بالرابط الخاص الذي حصلت عليه حينها، وإلا فاطلب رابطًا جديدًا ممن أرسله.',
    writeTitle: 'قلها بكلماتك',
    writeIntro: 'يسألك {chapter} عمّا تريد أن يعرفه الآخرون. سترى كيف سيظهر قبل إرسال أي شيء.',
    quote: 'ما تريد قوله',
    quoteHint: 'بضع جمل. لا تذكر ما قد يدل على هوية مريض أو مستفيد.',
    name: 'الاسم الذي سيظهر',
    nameHint: 'كما تريد أن تُسمّى هنا. يكفي الاسم الأول أو الأحرف الأولى أو «ممرضة».',
    attribution: 'المهنة والمكان',
    attributionHint: 'مثل «معالج نفسي، بورتلاند». لا تذكر جهة عملك إلا إذا أردت أن يعرفها الجميع.',
    missing: 'اكتب شيئًا هنا.',
    preview: 'شاهد كيف سيظهر',
    otherLanguage: 'الكتابة بلغة أخرى',
    previewTitle: 'هكذا سيظهر',
    previewIntro: 'لم يُرسل شيء بعد.',
    placeTitle: 'أين سيظهر',
    place: 'في {address}، ليقرأه الجميع.',
    embeds: 'وضمن ما تعرضه المنظمات الحليفة من الحملة في صفحاتها.',
    translations: 'وبلغات أخرى أيضًا، مع ذكر أنه ترجمة.',
    review: 'يقرأه {chapter} أولاً، وقد يقرر عدم عرضه. ولا يستطيع أحد تغيير كلمة منه.',
    consent: 'أوافق على أن تظهر هذه الكلمات نفسها هناك، بهذا الاسم والمهنة والمكان.',
    needConsent: 'لا يُرسل إلا إذا وافقت.',
    change: 'تغيير شيء',
    give: 'إرسال',
    thanks: 'شكرًا لك. وصلت كلماتك إلى الفرع.',
    keepTitle: 'احتفظ بهذا الرابط',
    keep: 'هو لك وحدك. به ترى كلماتك وتسحبها متى شئت دون ذكر سبب. لا يمكننا إرساله مرة أخرى.',
    copy: 'نسخ الرابط',
    copied: 'نُسخ',
    ownTitle: 'كلماتك',
    waiting: 'هي لدى الفرع، ولا تُعرض على أحد غيره بعد.',
    public: 'هي منشورة.',
    withdrawIntro: 'إذا سحبتها اختفت من كل الصفحات فورًا وإلى الأبد.',
    withdraw: 'سحب كلماتي',
    withdrawn: 'تم سحب كلماتك، ولم تعد تُعرض في أي مكان.',
    withdrawnOn: 'سحبت هذه الكلمات في {day}. ولا تُعرض في أي مكان.',
  },
};

/** The words in a language, in English where they are not translated. */
export function testimonialWordsIn(tag: string): TestimonialWords {
  return words[tag] ?? words[tag.split('-')[0]!] ?? english;
}
