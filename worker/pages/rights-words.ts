/** The words of the pages on which people see, take back and erase. */
export interface RightsWords {
  revokeTitle: string;
  revokeIntro: string;
  thisAlone: string;
  everything: string;
  revoke: string;
  /** With `{due}`, the last day. */
  revoked: string;
  badLink: string;
  channels: Record<string, string>;
  allOrganizations: string;
  myTitle: string;
  myIntro: string;
  code: string;
  show: string;
  wrong: string;
  waiting: string;
  received: string;
  chapter: string;
  pledge: string;
  sealed: string;
  noConsents: string;
  agreed: string;
  takenBack: string;
  withdraw: string;
  withdrawn: string;
  erase: string;
  eraseSure: string;
  erased: string;
  /** Of the privacy notice. */
  keptTitle: string;
  /** With `{days}`, a number of days in words. */
  keptFor: string;
  keptUntil: string;
  keptStays: string;
  keptEnd: string;
}

const english: RightsWords = {
  revokeTitle: 'Stop messages',
  revokeIntro: 'Nothing has changed yet. Press the button to take back your consent.',
  thisAlone: 'Only this',
  everything: 'All messages and calls from everyone in the campaign',
  revoke: 'Take back my consent',
  revoked: 'It is done: your consent is taken back. It takes effect everywhere by {due} at the latest.',
  badLink: 'This link is not complete. Copy all of it, or answer the message with STOP.',
  channels: { sms: 'text messages', email: 'e-mail', phone: 'calls', '*': 'messages and calls' },
  allOrganizations: 'everyone in the campaign',
  myTitle: 'What we keep about you',
  myIntro:
    'Enter the private code that you were shown when you joined. Nobody else has it, and we can’t send it again.',
  code: 'Private code',
  show: 'Show',
  wrong:
    'There is nothing under this code. Look whether it is typed as it was shown; what was erased is not shown again.',
  waiting: 'What you sent is safe, and is just being filed. Try again in a few minutes.',
  received: 'Received',
  chapter: 'Chapter',
  pledge: 'Pledge',
  sealed:
    'All else that you sent (name, address, number, answers) is sealed: organizers can open it, this server can’t.',
  noConsents: 'You agreed to no text messages.',
  agreed: 'You agreed',
  takenBack: 'taken back',
  withdraw: 'Take back my consent',
  withdrawn: 'It is done: your consent is taken back.',
  erase: 'Erase what I sent',
  eraseSure: 'Yes, erase it. It can’t be brought back.',
  erased:
    'It is done: what you sent will be erased. Only the proof of what you agreed to and took back stays, without your name.',
  keptTitle: 'How long it is kept, and how to end that',
  keptFor: 'What you sent is erased {days} after it came, unless the law makes the campaign keep it.',
  keptUntil: 'The campaign has set no period: what you sent is kept until you have it erased.',
  keptStays:
    'What stays is the proof of what you agreed to and took back, without your name. Copies that were made before, in backups or by those who may read it, are not reached.',
  keptEnd:
    'With the private code that you were shown when you joined you can see what is kept of you, take back your consent, and erase what you sent:',
};

const words: Record<string, RightsWords> = {
  en: english,
  es: {
    revokeTitle: 'No recibir más mensajes',
    revokeIntro: 'Todavía no ha cambiado nada. Presione el botón para retirar su consentimiento.',
    thisAlone: 'Solo esto',
    everything: 'Todos los mensajes y llamadas de toda la campaña',
    revoke: 'Retirar mi consentimiento',
    revoked: 'Listo: su consentimiento queda retirado. Vale en todas partes a más tardar el {due}.',
    badLink: 'Este enlace no está completo. Cópielo entero o responda ALTO al mensaje.',
    channels: { sms: 'mensajes de texto', email: 'correo electrónico', phone: 'llamadas', '*': 'mensajes y llamadas' },
    allOrganizations: 'toda la campaña',
    myTitle: 'Lo que guardamos de usted',
    myIntro: 'Escriba el código privado que vio al unirse. Nadie más lo tiene y no podemos enviarlo de nuevo.',
    code: 'Código privado',
    show: 'Mostrar',
    wrong: 'No hay nada con este código. Revise que esté escrito como lo vio; lo que se borró no vuelve a mostrarse.',
    waiting: 'Lo que envió está a salvo y se está archivando. Inténtelo de nuevo en unos minutos.',
    received: 'Recibido',
    chapter: 'Capítulo',
    pledge: 'Compromiso',
    sealed:
      'Todo lo demás que envió (nombre, dirección, número, respuestas) está sellado: quienes organizan pueden abrirlo; este servidor no.',
    noConsents: 'No aceptó mensajes de texto.',
    agreed: 'Aceptó',
    takenBack: 'retirado',
    withdraw: 'Retirar mi consentimiento',
    withdrawn: 'Listo: su consentimiento queda retirado.',
    erase: 'Borrar lo que envié',
    eraseSure: 'Sí, borrarlo. No se puede recuperar.',
    erased: 'Listo: lo que envió se borrará. Solo queda la prueba de lo que aceptó y retiró, sin su nombre.',
    keptTitle: 'Cuánto tiempo se guarda, y cómo terminarlo',
    keptFor: 'Lo que envió se borra {days} después de llegar, salvo que la ley obligue a la campaña a guardarlo.',
    keptUntil: 'La campaña no ha fijado un plazo: lo que envió se guarda hasta que usted lo haga borrar.',
    keptStays:
      'Queda la prueba de lo que aceptó y retiró, sin su nombre. No se alcanzan las copias hechas antes, en respaldos o por quienes pueden leerlo.',
    keptEnd:
      'Con el código privado que vio al unirse puede ver lo que guardamos de usted, retirar su consentimiento y borrar lo que envió:',
  },
  ar: {
    revokeTitle: 'إيقاف الرسائل',
    revokeIntro: 'لم يتغيّر شيء بعد. اضغط على الزر لسحب موافقتك.',
    thisAlone: 'هذا فقط',
    everything: 'كل الرسائل والمكالمات من جميع المشاركين في الحملة',
    revoke: 'سحب موافقتي',
    revoked: 'تم سحب موافقتك. يسري ذلك في كل مكان في موعد أقصاه {due}.',
    badLink: 'هذا الرابط غير كامل. انسخه كاملاً أو أجب عن الرسالة بكلمة STOP.',
    channels: { sms: 'الرسائل النصية', email: 'البريد الإلكتروني', phone: 'المكالمات', '*': 'الرسائل والمكالمات' },
    allOrganizations: 'جميع المشاركين في الحملة',
    myTitle: 'ما نحتفظ به عنك',
    myIntro: 'أدخل الرمز الخاص الذي ظهر لك عند الانضمام. لا يملكه أحد غيرك ولا يمكننا إرساله مرة أخرى.',
    code: 'الرمز الخاص',
    show: 'عرض',
    wrong: 'لا يوجد شيء بهذا الرمز. تأكد من كتابته كما ظهر لك؛ ما مُحي لا يظهر مرة أخرى.',
    waiting: 'ما أرسلته محفوظ ويجري تسجيله الآن. حاول مرة أخرى بعد بضع دقائق.',
    received: 'وصل في',
    chapter: 'الفرع',
    pledge: 'التعهد',
    sealed: 'كل ما عدا ذلك مما أرسلته (الاسم والعنوان والرقم والإجابات) مختوم: يستطيع المنظمون فتحه، أما هذا الخادم فلا.',
    noConsents: 'لم توافق على أي رسائل نصية.',
    agreed: 'وافقت',
    takenBack: 'سُحبت الموافقة',
    withdraw: 'سحب موافقتي',
    withdrawn: 'تم سحب موافقتك.',
    erase: 'محو ما أرسلته',
    eraseSure: 'نعم، امحه. لا يمكن استرجاعه.',
    erased: 'تم: سيُمحى ما أرسلته. لا يبقى سوى إثبات ما وافقت عليه وما سحبته، من دون اسمك.',
    keptTitle: 'مدة الحفظ وكيف تنهيه',
    keptFor: 'يُمحى ما أرسلته بعد {days} من وصوله، ما لم يُلزم القانون الحملة بحفظه.',
    keptUntil: 'لم تحدد الحملة مدة: يُحفظ ما أرسلته إلى أن تطلب محوه.',
    keptStays:
      'يبقى إثبات ما وافقت عليه وما سحبته، من دون اسمك. ولا يشمل المحو النسخ التي أُخذت قبل ذلك، في النسخ الاحتياطية أو لدى من يحق لهم القراءة.',
    keptEnd: 'بالرمز الخاص الذي ظهر لك عند الانضمام يمكنك أن ترى ما نحتفظ به عنك، وأن تسحب موافقتك، وأن تمحو ما أرسلته:',
  },
};

export function rightsWordsIn(locale: string): RightsWords {
  return words[locale] ?? words[locale.split('-')[0]!] ?? english;
}
