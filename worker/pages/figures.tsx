import type { Item } from '../../schema/kinds/index.ts';
import { SourceLine, spoken } from './parts.tsx';
import { writtenIn, type Site } from './site.ts';

type Statistic = Item<'statistic'>;

interface FiguresProps {
  site: Site;
  items: Statistic[];
}

/** Figures, drawn where they can be, with their sources: those that need the whole width under those in columns. */
export function Figures({ site, items }: FiguresProps) {
  const isBroad = ({ drawing }: Statistic) => drawing === 'bars' || drawing === 'one_in_many';
  const [broad, narrow] = [items.filter(isBroad), items.filter((item) => !isBroad(item))];
  return (
    <>
      {narrow.length > 0 && (
        <ul class="columns">
          {narrow.map((item) => (
            <Figure site={site} item={item} most={item.value!} />
          ))}
        </ul>
      )}
      {broad.length > 0 && (
        <ul class="broad">
          {broad.map((item) => (
            <Figure site={site} item={item} most={mostBeside(item, broad)} />
          ))}
        </ul>
      )}
    </>
  );
}

/** The scale of a bar: all that are measured alike stand on one. */
function mostBeside({ drawing, unit }: Statistic, items: Statistic[]): number {
  return Math.max(...items.filter((each) => each.drawing === drawing && each.unit === unit).map(({ value }) => value!));
}

function Figure({ site, item, most }: { site: Site; item: Statistic; most: number }) {
  return (
    <li class="figure" {...spoken(site, item)}>
      <p class="number">
        <bdi dir="ltr">{shownValue(site, item)}</bdi>
      </p>
      <Drawing item={item} most={most} />
      <div class="says">
        <p>{item.label}</p>
        {item.note && <p class="caption">{item.note}</p>}
        {item.source && <SourceLine site={site} source={item.source} asOf={item.asOf} of={item} />}
      </div>
    </li>
  );
}

function shownValue(site: Site, { value, unit, per }: Statistic): string {
  const number = new Intl.NumberFormat(writtenIn(site), {
    ...(unit === 'percent' && { style: 'percent' }),
    ...(unit.startsWith('usd') && { style: 'currency', currency: 'USD', trailingZeroDisplay: 'stripIfInteger' }),
  });
  const shown = number.format(unit === 'percent' ? value! / 100 : value!);
  return unit === 'ratio' ? `${shown} : ${number.format(per!)}` : shown;
}

function Drawing({ item: { drawing, unit, value, per }, most }: { item: Statistic; most: number }) {
  if (drawing === 'dots' && unit === 'percent') return <Dots filled={value!} />;
  if (drawing === 'bars') return <Bar share={most > 0 ? value! / most : 0} />;
  return drawing === 'one_in_many' && per !== null ? <OneInMany many={per} /> : null;
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

/** As long as its share of the longest beside it; what it lacks of that is a broken line. */
function Bar({ share }: { share: number }) {
  const end = (share * 100).toFixed(2);
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <path class="on" d={`M0 0h${end}v10H0z`} />
      {share < 1 && <path class="off" d={`M${end} 5H100M100 0v10`} vector-effect="non-scaling-stroke" />}
    </svg>
  );
}

const dotsAcross = 100;

/** All of them as dots, and the one, with room around it. */
function OneInMany({ many }: { many: number }) {
  const rows = Math.min(200, Math.ceil(many / dotsAcross));
  const [width, height] = [dotsAcross * 4, rows * 4];
  const [x, y] = [width / 2 + 2, Math.floor(rows / 2) * 4 + 2];
  return (
    <svg class="dots" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <pattern id={`dots-${many}`} width="4" height="4" patternUnits="userSpaceOnUse">
        <circle cx="2" cy="2" r="1.3" class="off" />
      </pattern>
      <rect width={width} height={height} fill={`url(#dots-${many})`} />
      <circle cx={x} cy={y} r="9" class="room" />
      <circle cx={x} cy={y} r="6" class="on" />
    </svg>
  );
}
