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

/** A part of a page: its title at the side, its matter beside it; in one column where there is no room. */
export function Part({
  id,
  heading,
  intro,
  children,
}: {
  id?: string;
  heading: string;
  intro?: RichText;
  children?: Child;
}) {
  return (
    <section class="part" id={id}>
      <div class="wide split">
        <h2>{heading}</h2>
        <div>
          {intro && <Rich text={intro} />}
          {children}
        </div>
      </div>
    </section>
  );
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

/** The language of some words where it is not the page's. */
function langOf(site: Site, item: { locale: string }): string | undefined {
  return item.locale === site.locale.tag ? undefined : item.locale;
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

/** A figure, drawn where it can be, with its source. */
export function Figure({ site, item }: { site: Site; item: Item<'statistic'> }) {
  const { value, unit, per, label, note, source, drawing } = item;
  const number = new Intl.NumberFormat(site.locale.tag, {
    ...(unit === 'percent' && { style: 'percent' }),
    ...(unit.startsWith('usd') && {
      style: 'currency',
      currency: 'USD',
      maximumFractionDigits: unit === 'usd' ? 0 : 2,
    }),
  });
  const shown = number.format(unit === 'percent' ? value! / 100 : value!);
  return (
    <li class="figure" lang={langOf(site, item)}>
      <p class="number">{unit === 'ratio' ? `${shown} : ${number.format(per!)}` : shown}</p>
      {drawing === 'dots' && <Dots filled={value!} />}
      <p>{label}</p>
      {note && <p class="caption">{note}</p>}
      {source && (
        <p class="caption">
          {site.words.source}: {[source.publisher, source.title, source.issue].filter(Boolean).join(', ')},{' '}
          {source.year ?? site.words.undated}
        </p>
      )}
    </li>
  );
}

function Dots({ filled }: { filled: number }) {
  return (
    <svg class="dots" viewBox="0 0 200 50" aria-hidden="true">
      {Array.from({ length: 100 }, (_, index) => (
        <circle
          cx={5 + (index % 20) * 10}
          cy={5 + Math.floor(index / 20) * 10}
          r="4"
          class={index < filled ? 'on' : 'off'}
        />
      ))}
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
          {section && <h2>{section.heading}</h2>}
          {section && <Rich text={section.body} />}
          {pledge && (
            <uwh-pledge-counter
              class="on-deep"
              pledge={pledge.slug}
              chapter={chapter}
              locale={site.locale.tag}
              compact
            />
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
        <details id={item.slug} lang={langOf(site, item)}>
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
      <blockquote lang={langOf(site, item)}>{item.quote}</blockquote>
      <figcaption>
        <span lang={langOf(site, item)}>
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
        <li lang={langOf(site, item)}>
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
    pledge: linkToHome(site, { hash: '#join' }),
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
          <li lang={langOf(site, item)}>
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
