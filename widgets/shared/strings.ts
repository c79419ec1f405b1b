import * as ar from './strings/ar.ts';
import * as en from './strings/en.ts';
import * as es from './strings/es.ts';

/** How words came into a language. */
export type Method = 'original' | 'human' | 'machine' | 'reviewed';

/** The words of one language, by the element that needs them. */
export type Strings = Omit<typeof en, 'method'>;

/** The languages there are words in. The first stands in where none is wanted; a narrower tag comes before a wider one. */
export const tags = ['en', 'es', 'ar'] as const;
export type Tag = (typeof tags)[number];
/** Languages to be spoken to in: those most spoken at home in the United States. */
export const spoken = ['en', 'es', 'zh', 'tl', 'vi', 'ar', 'fr', 'ko', 'ru', 'ht', 'pt', 'so', 'uk'];
type Words<Group extends keyof Strings> = Record<Tag, Strings[Group]>;

// One export a group, so that an element's file carries no words of another.
export const form: Words<'form'> = { en: en.form, es: es.form, ar: ar.form };
export const join: Words<'join'> = { en: en.join, es: es.join, ar: ar.join };
export const joinErrors: Words<'joinErrors'> = { en: en.joinErrors, es: es.joinErrors, ar: ar.joinErrors };
export const counter: Words<'counter'> = { en: en.counter, es: es.counter, ar: ar.counter };
export const reading: Words<'reading'> = { en: en.reading, es: es.reading, ar: ar.reading };
export const share: Words<'share'> = { en: en.share, es: es.share, ar: ar.share };
