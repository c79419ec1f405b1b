import type { KindForm } from '../../../schema/wire/kind-form.ts';
import type { LocaleInfo } from '../../../schema/wire/locale.ts';
import { call } from '../api.ts';
import type { Lang } from '../words.ts';
import { readForm, type Form } from './schema.ts';

/** What can be written, and in which languages. */
export interface Campaign {
  forms: readonly Form[];
  locales: readonly LocaleInfo[];
  defaultLocale: string;
}

let known: Promise<Campaign> | undefined;

/** Reads it once: neither changes while somebody writes. */
export function loadCampaign(): Promise<Campaign> {
  known ??= load().catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function load(): Promise<Campaign> {
  const [kinds, locales] = await Promise.all([
    call<KindForm[]>('GET', '/v1/manage/kinds'),
    call<LocaleInfo[]>('GET', '/v1/locales'),
  ]);
  const defaultLocale = String(locales.meta['defaultLocale']);
  return { forms: kinds.data.map(readForm), locales: locales.data, defaultLocale };
}

/** What a locale is called in the language of the desk. */
export function languageName(tag: string, lang: Lang): string {
  const name = new Intl.DisplayNames([lang], { type: 'language' }).of(tag) ?? tag;
  return name[0]!.toUpperCase() + name.slice(1);
}
