import type { Method } from '../strings.ts';

/** How these words came into this language. @public */
export const method: Method = 'original';

/** Every form that asks for a name and a way to reach someone. */
export const form = {
  givenName: 'First name',
  sees: 'Who can see this? Organizers of {chapter} and the national campaign, never an employer. It is sealed before it is stored.',
  anyChapter: 'your chapter',
  sending: 'Sending…',
  away: 'We can’t reach the campaign. What you typed is still here: try again.',
  needName: 'Enter your first name.',
  needContact: 'Enter an e-mail address or a phone number.',
  check: 'Not sent yet',
};

/** The join form alone. */
export const join = {
  familyName: 'Last name',
  optional: 'optional',
  reach: 'How to reach you: one is enough',
  email: 'E-mail',
  phone: 'Mobile phone',
  more: 'More, if you like',
  zip: 'ZIP code',
  relation: 'Your connection to care',
  worker: 'I work in it',
  client: 'I am or was a client',
  family: 'Someone close to me is a client',
  ally: 'I am an ally',
  workplace: 'Where you work',
  language: 'Language to talk in',
  callTime: 'Safe time to call',
  morning: 'Morning',
  afternoon: 'Afternoon',
  evening: 'Evening',
  weekend: 'Weekend',
  noVoicemail: 'Leave no voicemail',
  chapter: 'Chapter',
  workMail: 'This looks like a work address; your employer may be able to read mail there. A personal one is safer.',
  draft: 'Draft wording, not yet reviewed by a lawyer',
  send: 'Join',
  thanks: 'Thank you. You are in.',
  next: 'Organizers will read what you sent and get in touch the way you asked. There is nothing more you have to do.',
  code: 'Your private code, shown only now, to see or erase what you sent:',
};

/** What to do about a field of the join form, by its name on the wire. */
export const joinErrors = {
  email: 'Enter an e-mail address like name@example.org.',
  phone: 'Enter a phone number with its area code.',
  zip: 'Enter 5 digits, like 97205.',
  needPhone: 'Add a mobile number, or untick the text messages.',
  sms: 'The words about text messages have changed. Read them, then tick again if you agree.',
  other: 'Write this another way.',
};

/** The pledge counter alone. */
export const counter = {
  contact: 'E-mail or mobile phone',
  ofTarget: '{total} of {goal} stand with us',
  toMilestone: '{total} stand with us. Next mark: {goal}',
  few: 'Be one of the first.',
  counted: 'Thank you. You are counted; the total is updated later.',
  closed: 'This pledge is closed.',
};

/** What is only read. */
export const reading = {
  source: 'Source',
  machine: 'Translated by a machine',
  translated: 'Translated',
};

/** Passing an address on. */
export const share = {
  share: 'Share',
  copy: 'Copy the link',
  copied: 'Copied',
};
