import type { Method, Strings } from '../strings.ts';

/** @public */
export const method: Method = 'machine';

export const form: Strings['form'] = {
  givenName: 'الاسم الأول',
  sees: 'من يرى هذا؟ منظمو {chapter} والحملة الوطنية، لا أي صاحب عمل. يُشفر قبل حفظه.',
  anyChapter: 'فرعك',
  sending: 'جارٍ الإرسال…',
  away: 'تعذر الاتصال. ما كتبته ما زال هنا: أعد المحاولة.',
  needName: 'اكتب اسمك الأول.',
  needContact: 'اكتب بريدًا أو رقم هاتف.',
  check: 'لم يُرسل بعد',
};

export const join: Strings['join'] = {
  familyName: 'اسم العائلة',
  optional: 'اختياري',
  reach: 'كيف نتواصل معك: تكفي واحدة',
  email: 'البريد الإلكتروني',
  phone: 'الهاتف المحمول',
  more: 'المزيد، إن أردت',
  zip: 'الرمز البريدي (ZIP)',
  relation: 'صلتك بالرعاية',
  worker: 'أعمل فيها',
  client: 'أتلقى الرعاية أو تلقيتها',
  family: 'يتلقاها شخص قريب مني',
  ally: 'أساند القضية',
  workplace: 'مكان العمل',
  language: 'لغة التحدث',
  callTime: 'وقت آمن للاتصال',
  morning: 'صباحًا',
  afternoon: 'بعد الظهر',
  evening: 'مساءً',
  weekend: 'عطلة الأسبوع',
  noVoicemail: 'بلا رسائل صوتية',
  chapter: 'الفرع',
  workMail: 'يبدو هذا بريد عمل، وقد يقرؤه صاحب العمل. الشخصي أكثر أمانًا.',
  draft: 'مسودة بلا مراجعة قانونية',
  send: 'انضمام',
  thanks: 'شكرًا. أصبحت معنا.',
  next: 'سيقرأ المنظمون ما أرسلته ويتواصلون معك كما طلبت.',
  code: 'رمزك الخاص لرؤية ما أرسلته أو محوه:',
};

export const joinErrors: Strings['joinErrors'] = {
  email: 'اكتب بريدًا مثل name@example.org.',
  phone: 'اكتب رقمًا مع رمز المنطقة.',
  zip: 'اكتب 5 أرقام، مثل 97205.',
  needPhone: 'أضف رقمًا أو ألغِ الرسائل.',
  sms: 'تغير نص الرسائل. اقرأه وأعد العلامة إن وافقت.',
  other: 'اكتبه بطريقة أخرى.',
};

export const counter: Strings['counter'] = {
  contact: 'البريد أو الهاتف المحمول',
  ofTarget: '{total} من {goal} يقفون معنا',
  toMilestone: '{total} يقفون معنا. العلامة التالية: {goal}',
  few: 'كن من الأوائل.',
  counted: 'شكرًا. احتُسب توقيعك، ويُحدَّث المجموع لاحقًا.',
  closed: 'أُغلق هذا التعهد.',
};

export const reading: Strings['reading'] = {
  source: 'المصدر',
  machine: 'ترجمة آلية',
  translated: 'مترجم',
};

export const share: Strings['share'] = {
  share: 'مشاركة',
  copy: 'نسخ الرابط',
  copied: 'نُسخ',
};
