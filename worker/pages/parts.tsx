import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Item } from '../../schema/kinds/index.ts';
import type { RichText } from '../../schema/kinds/kind.ts';
import { JoinFields, textDisclosure } from './join-form.tsx';
import { linkTo, linkToHome, type Site } from './site.ts';

/** Text that was sanitized when it was published. */
export function Rich({ text }: { text: RichText }) {
  return <div class="rich">{raw(text.html)}</div>;
}

interface PartProps {
  id?: string;
  heading: string;
  intro?: RichText;
  /** The language of heading and introduction, and how it is written, where it is not the page's. */
  language?: ReturnType<typeof spoken>;
  children?: Child;
}

/** A part of a page: its title at the side, its matter beside it; in one column where there is no room. */
export function Part({ id, heading, intro, language = {}, children }: PartProps) {
  return (
    <section class="part" id={id}>
      <div class="wide split">
        <h2 {...language}>{heading}</h2>
        <div>
          {intro && (
            <div {...language}>
              <Rich text={intro} />
            </div>
          )}
          {children}
        </div>
      </div>
    </section>
  );
}

/** The same over the whole width: for what stands in columns. */
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

/** Says that a quote is a machine's words, and in which language it was spoken. */
function QuoteProvenance({ site, item }: { site: Site; item: Item<'testimonial'> }) {
  if (item.locale !== site.locale.tag || item.translation !== 'machine') return <Provenance site={site} item={item} />;
  const language = new Intl.DisplayNames(site.locale.tag, { type: 'language' }).of(item.spokenIn)!;
  return <p class="note">{site.words.machineFrom.replace('{language}', language)}</p>;
}

/** The language of some words, and how it is written, where it is not the page's. */
export function spoken(site: Site, { locale }: { locale: string }): { lang?: string; dir?: 'ltr' | 'rtl' } {
  if (locale === site.locale.tag) return {};
  const { locales } = site.release.manifest.campaign;
  return { lang: locale, dir: locales.find(({ tag }) => tag === locale)?.direction ?? 'ltr' };
}

const strands = [
  ['evergreen', 'M4 40 C90 40 90 196 196 196 S290 118 316 118'],
  ['clay', 'M4 92 C90 92 90 40 190 40 S290 118 316 118'],
  ['gold', 'M4 144 C90 144 100 92 200 92 S290 118 316 118'],
  ['sage', 'M4 196 C90 196 90 144 180 144 S290 118 316 118'],
] as const;

/** The motif: four strands that become one. */
export function Strands() {
  return (
    <svg class="strands" viewBox="-4 30 328 176" fill="none" aria-hidden="true">
      {strands.map(([name, path]) => (
        <path class={name} d={path} stroke-width="12" stroke-linecap="round" />
      ))}
    </svg>
  );
}

interface FiguresProps {
  site: Site;
  items: Item<'statistic'>[];
}

/** Figures, drawn where they can be, with their sources; two that stand against each other on one scale. */
export function Figures({ site, items }: FiguresProps) {
  const partnerOf = (item: Item<'statistic'>) =>
    item.drawing === 'bars'
      ? items.find(({ slug, unit }) => slug === item.comparedWith && unit === item.unit)
      : undefined;
  return (
    <ul class="columns">
      {items.map((item, index) => {
        const partner = partnerOf(item);
        if (partner === undefined) return <Figure site={site} item={item} most={item.value!} />;
        // A pair stands where its first figure does.
        if (items.indexOf(partner) < index) return null;
        const most = Math.max(item.value!, partner.value!);
        return (
          <li class="pair">
            <ul class="plain">
              <Figure site={site} item={item} most={most} />
              <Figure site={site} item={partner} most={most} />
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

function Figure({ site, item, most }: { site: Site; item: Item<'statistic'>; most: number }) {
  const { value, unit, per, label, note, source, asOf, drawing } = item;
  const number = new Intl.NumberFormat(site.locale.tag, {
    ...(unit === 'percent' && { style: 'percent' }),
    ...(unit.startsWith('usd') && { style: 'currency', currency: 'USD', trailingZeroDisplay: 'stripIfInteger' }),
  });
  const shown = number.format(unit === 'percent' ? value! / 100 : value!);
  return (
    <li class="figure" {...spoken(site, item)}>
      <p class="number">
        <bdi dir="ltr">{unit === 'ratio' ? `${shown} : ${number.format(per!)}` : shown}</bdi>
      </p>
      {drawing === 'dots' && unit === 'percent' && <Dots filled={value!} />}
      {drawing === 'bars' && <Bar share={value! / most} />}
      {drawing === 'one_in_many' && per !== null && <OneInMany many={per} />}
      <p>{label}</p>
      {note && <p class="caption">{note}</p>}
      {source && (
        <p class="caption">
          {site.words.source}: {[source.publisher, source.title, source.issue].filter(Boolean).join(', ')},{' '}
          {source.year ?? asOf ?? site.words.undated}
        </p>
      )}
    </li>
  );
}

/** So many dots, in rows of twenty: a line that is drawn in dashes without length. */
function rowsOf(dots: number): string {
  const rows = Array.from({ length: Math.ceil(dots / 20) }, (_, row) => Math.min(20, dots - row * 20));
  return rows.map((count, row) => `M5 ${row * 10 + 5}h${(count - 1) * 10 + 0.01}`).join('');
}

function Dots({ filled }: { filled: number }) {
  return (
    <svg class="dots" viewBox="0 0 200 50" aria-hidden="true">
      <g fill="none" stroke-width="8" stroke-linecap="round" stroke-dasharray="0 10">
        <path class="off" d={rowsOf(100)} />
        <path class="on" d={rowsOf(Math.round(filled))} />
      </g>
    </svg>
  );
}

/** As long as its share of the longest beside it. */
function Bar({ share }: { share: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">
      <path class="off" d="M0 0h100v5H0z" />
      <path class="on" d={`M0 0h${(share * 100).toFixed(2)}v5H0z`} />
    </svg>
  );
}

const dotsAcross = 75;

/** All of them as dots, and the one. */
function OneInMany({ many }: { many: number }) {
  const rows = Math.min(200, Math.ceil(many / dotsAcross));
  return (
    <svg class="dots many" viewBox={`0 0 ${dotsAcross * 4} ${rows * 4}`} aria-hidden="true">
      <pattern id={`dots-${many}`} width="4" height="4" patternUnits="userSpaceOnUse">
        <circle cx="2" cy="2" r="1.25" class="off" />
      </pattern>
      <rect width={dotsAcross * 4} height={rows * 4} fill={`url(#dots-${many})`} />
      <circle cx={dotsAcross * 2 + 2} cy={Math.floor(rows / 2) * 4 + 2} r="4" class="on" />
    </svg>
  );
}

interface JoinBandProps {
  site: Site;
  section: Item<'section'> | undefined;
  pledge: Item<'pledge'> | undefined;
}

/** The join form, in the band that is the page's one loud thing. */
export async function JoinBand({ site, section, pledge }: JoinBandProps) {
  const chapter = site.chapter.slug;
  return (
    <section class="band" id="join">
      <div class="wide split">
        <div>
          {section && (
            <div {...spoken(site, section)}>
              <h2>{section.heading}</h2>
              <Rich text={section.body} />
            </div>
          )}
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
export function Quotes({ site, items }: { site: Site; items: Item<'testimonial'>[] }) {
  return items.map((item) => (
    <figure class="quote">
      <blockquote {...spoken(site, item)}>{item.quote}</blockquote>
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
export function Day({ site, date }: { site: Site; date: string }) {
  const format = new Intl.DateTimeFormat(site.locale.tag, { dateStyle: 'long', timeZone: 'UTC' });
  return <time datetime={date}>{format.format(new Date(`${date}T00:00:00Z`))}</time>;
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
            <p class="caption">
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
    <ul class="columns ruled">
      {items.map((item) => {
        const address = addressOf(site, item);
        return (
          <li {...spoken(site, item)}>
            <h3>{item.title}</h3>
            <Rich text={item.body} />
            {address !== null && (
              <p class="next">
                <a href={address}>{item.label}</a>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
