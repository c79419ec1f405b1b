import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Item } from '../../schema/kinds/index.ts';
import type { RichText } from '../../schema/kinds/kind.ts';
import { JoinFields, textDisclosure } from './join-form.tsx';
import { linkTo, linkToHome, writtenIn, type Site } from './site.ts';

/** Text that was sanitized when it was published. */
export function Rich({ text }: { text: RichText }) {
  return <div class="rich">{raw(text.html)}</div>;
}

type Level = 'h1' | 'h2';

interface PartProps {
  id?: string;
  heading: string;
  /** `h1` for the one that names the page. Default: `h2`. */
  level?: Level;
  intro?: RichText;
  /** The language of heading and introduction, and how it is written, where it is not the page's. */
  language?: ReturnType<typeof spoken>;
  /** The language of the introduction where the heading has another. Default: the same. */
  introLanguage?: ReturnType<typeof spoken>;
  children?: Child;
}

/** A part of a page: its title at the side, its matter beside it; in one column where there is no room. */
export function Part({ id, ...matter }: PartProps) {
  return (
    <section class="part" id={id}>
      <div class="wide">
        <Split {...matter} />
      </div>
    </section>
  );
}

function Split({
  id,
  heading,
  level: Title = 'h2',
  intro,
  children,
  language = {},
  introLanguage = language,
}: PartProps) {
  return (
    <div class="split" id={id}>
      <Title {...language}>{heading}</Title>
      <div>
        {intro && (
          <div {...introLanguage}>
            <Rich text={intro} />
          </div>
        )}
        {children}
      </div>
    </div>
  );
}

/** Sections that have nothing but words, one under the other in one part. */
export function Run({ site, sections }: { site: Site; sections: Item<'section'>[] }) {
  if (sections.length === 0) return null;
  return (
    <section class="part">
      <div class="wide run">
        {sections.map((section) => (
          <Split {...headOf(site, section)} />
        ))}
      </div>
    </section>
  );
}

/** A part whose matter has the whole width, for what stands in columns. */
export function WidePart({ id, heading, intro, language = {}, children }: PartProps) {
  return (
    <section class="part" id={id}>
      <div class="wide">
        <div {...language}>
          <h2>{heading}</h2>
          {intro && <Rich text={intro} />}
        </div>
        {children}
      </div>
    </section>
  );
}

/** A section's own words, as the head of a part. */
export function headOf(site: Site, section: Item<'section'>): Pick<PartProps, 'id' | 'heading' | 'intro' | 'language'> {
  return { id: section.slug, heading: section.heading, intro: section.body, language: spoken(site, section) };
}

/** Says so where the words are not in the page's language, or where a machine put them there. */
export function Provenance({ site, item }: { site: Site; item: { locale: string; translation: string } }) {
  if (item.locale !== site.locale.tag) return <p class="note">{site.words.untranslated}</p>;
  if (item.translation === 'machine') return <p class="note">{site.words.machine}</p>;
  return null;
}

/** The same, once for all that a page is made from. */
export function ProvenanceOfAll({ site, items }: { site: Site; items: { locale: string; translation: string }[] }) {
  const { locale, words } = site;
  if (items.some((item) => item.locale === locale.tag && item.translation === 'machine'))
    return <p class="note">{words.someMachine}</p>;
  return items.length > 0 && items.every((item) => item.locale !== locale.tag) ? (
    <p class="note">{words.untranslated}</p>
  ) : null;
}

/** What a page shows of what a worker said. */
type Quote = Pick<Item<'testimonial'>, 'quote' | 'name' | 'attribution' | 'locale' | 'spokenIn' | 'translation'>;

/** Says of a quote that is a translation from which language it is, and whether a machine made it. */
function QuoteProvenance({ site, item }: { site: Site; item: Quote }) {
  if (item.locale !== site.locale.tag || item.locale === item.spokenIn) return <Provenance site={site} item={item} />;
  const language = new Intl.DisplayNames(site.locale.tag, { type: 'language' }).of(item.spokenIn)!;
  const { machineFrom, translatedFrom } = site.words;
  const note = item.translation === 'machine' ? machineFrom : translatedFrom;
  return <p class="note">{note.replace('{language}', language)}</p>;
}

/** The language of some words, and how it is written, where it is not the page's. */
export function spoken(site: Site, { locale }: { locale: string }): { lang?: string; dir?: 'ltr' | 'rtl' } {
  if (locale === site.locale.tag) return {};
  const { locales } = site.release.manifest.campaign;
  return { lang: locale, dir: locales.find(({ tag }) => tag === locale)?.direction ?? 'ltr' };
}

/** Words of the page's own among those of another language. */
function ownWords(site: Site, { locale }: { locale: string }): { lang?: string } {
  return locale === site.locale.tag ? {} : { lang: site.locale.tag };
}

type Source = NonNullable<Item<'statistic'>['source']>;

interface SourceLineProps {
  site: Site;
  source: Source;
  asOf?: string | null;
  /** In whose language the words around it are. */
  of: { locale: string };
}

/** Where something comes from, and from which year, as far as that is known. */
export function SourceLine({ site, source, asOf = null, of }: SourceLineProps) {
  const { publisher, title, issue, year, url } = source;
  const name = [publisher, title, issue].filter(Boolean).join(', ');
  const own = ownWords(site, of);
  return (
    <p class="caption">
      <bdi {...own}>{site.words.source}</bdi>: <bdi>{url === null ? name : <a href={url}>{name}</a>}</bdi>,{' '}
      <bdi {...own}>{year ?? asOf ?? site.words.undated}</bdi>
    </p>
  );
}

interface JoinBandProps {
  site: Site;
  level?: Level;
  section: Item<'section'> | undefined;
  pledge: Item<'pledge'> | undefined;
}

/** The join form, in the band that is the page's one loud thing. */
export async function JoinBand({ site, level: Title = 'h2', section, pledge }: JoinBandProps) {
  const chapter = site.chapter.slug;
  return (
    <section class="band" id="join">
      <div class="wide split">
        <div>
          <div {...(section && spoken(site, section))}>
            <Title>{section?.heading ?? site.words.join}</Title>
            {section && <Rich text={section.body} />}
          </div>
          {pledge && (
            <uwh-pledge-counter class="tally" pledge={pledge.slug} chapter={chapter} locale={site.locale.tag}>
              <span hidden />
            </uwh-pledge-counter>
          )}
        </div>
        <div class="sheet">
          <uwh-join-form chapter={chapter} locale={site.locale.tag}>
            <JoinFields site={site} disclosure={await textDisclosure(site)} />
          </uwh-join-form>
        </div>
      </div>
    </section>
  );
}

/** Questions that open one by one, without script. */
export function Questions({ site, items }: { site: Site; items: Item<'faq'>[] }) {
  return (
    <div class="questions">
      {items.map((item) => (
        <details id={item.slug} {...spoken(site, item)}>
          <summary>{item.question}</summary>
          <Rich text={item.answer} />
        </details>
      ))}
    </div>
  );
}

/** What a worker says, with who they are. */
export function Quotes({ site, items }: { site: Site; items: Quote[] }) {
  return items.map((item) => (
    <figure class="quote">
      <blockquote {...spoken(site, item)}>
        <p>{item.quote}</p>
      </blockquote>
      <figcaption>
        <span {...spoken(site, item)}>
          {item.name}, {item.attribution}
        </span>
        <QuoteProvenance site={site} item={item} />
      </figcaption>
    </figure>
  ));
}

/** A day as people write it. */
export function dayIn(site: Site, date: string): string {
  const format = new Intl.DateTimeFormat(writtenIn(site), { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

export function Day({ site, date }: { site: Site; date: string }) {
  return <time datetime={date}>{dayIn(site, date)}</time>;
}

/** Titles of articles with what they are about. */
export function Articles({
  site,
  items,
  level: Title = 'h3',
}: {
  site: Site;
  items: Item<'article'>[];
  level?: 'h2' | 'h3';
}) {
  return (
    <ul class="plain">
      {items.map((item) => (
        <li {...spoken(site, item)}>
          <Title>
            <a href={linkTo(site, `/news/${item.slug}`)}>{item.title}</a>
          </Title>
          {item.publishedOn !== null && (
            <p class="caption" {...ownWords(site, item)}>
              <Day site={site} date={item.publishedOn} />
            </p>
          )}
          <p>{item.summary}</p>
        </li>
      ))}
    </ul>
  );
}

/** Where an action leads; null where it is not known. */
function addressOf(site: Site, { does, url }: Item<'action'>): string | null {
  const here = {
    join: linkTo(site, '/join'),
    pledge: linkToHome(site, { hash: '#pledge' }),
    read: linkTo(site, '/faq'),
  };
  return url ?? (does in here ? here[does as keyof typeof here] : null);
}

/** What a reader can do next. */
export function Actions({ site, items }: { site: Site; items: Item<'action'>[] }) {
  return (
    <ul class="rows">
      {items.map((item) => {
        const address = addressOf(site, item);
        return (
          <li {...spoken(site, item)}>
            <h3>{item.title}</h3>
            <div>
              <Rich text={item.body} />
              {address !== null && (
                <p class="next">
                  <a href={address}>{item.label}</a>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
