import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { favicon } from '../favicon.ts';
import { loadContent } from './content.ts';

const require = createRequire(import.meta.url);
const fonts = [
  '@expo-google-fonts/fraunces/600SemiBold/Fraunces_600SemiBold.ttf',
  '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  '@expo-google-fonts/noto-naskh-arabic/600SemiBold/NotoNaskhArabic_600SemiBold.ttf',
].map((name) => require.resolve(name));

/**
 * Draws what stands for a chapter's pages where they are linked, in each of its languages, and the campaign's icons.
 * What did not change since is not drawn again.
 */
export async function drawPictures(folder: string, content: string): Promise<void> {
  const { campaign, chapters } = await loadContent(content);
  await mkdir(folder, { recursive: true });
  const drawings: [name: string, svg: string, width: number][] = [192, 512].map((width) => [
    `icon-${width}`,
    favicon,
    width,
  ]);
  for (const { slug, translations } of chapters) {
    for (const { tag, direction, fallback } of campaign.locales) {
      const words = [tag, ...fallback, campaign.defaultLocale].map((each) => translations[each]).find(Boolean);
      if (words === undefined) continue;
      drawings.push([`${slug}.${tag}`, cardOf(words, campaign.name, direction), 1200]);
    }
  }
  for (const [name, svg, width] of drawings) await draw(resolve(folder, name), svg, width);
}

async function draw(path: string, svg: string, width: number): Promise<void> {
  const digest = createHash('sha256').update(svg).digest('hex');
  const note = `${path}.sha256`;
  if (existsSync(note) && (await readFile(note, 'utf8')) === digest) return;
  const font = { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'Fraunces' };
  const picture = new Resvg(svg, { font, fitTo: { mode: 'width', value: width } }).render();
  await writeFile(`${path}.png`, picture.asPng());
  await writeFile(note, digest);
}

/** Lines of about so many letters. */
function wrap(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

interface CardWords {
  name: string;
  description: string;
}

/** The picture of 1200 × 630 that goes with a link: the strands, who it is, and what it is about. */
function cardOf({ name, description }: CardWords, campaign: string, direction: 'ltr' | 'rtl'): string {
  const isRtl = direction === 'rtl';
  const [x, anchor] = isRtl ? [1120, 'end'] : [80, 'start'];
  const title = wrap(name, 16).slice(0, 3);
  const about = wrap(description, 46).slice(0, 3);
  const line = (text: string, y: number, size: number, fill: string, family: string) =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}" direction="${direction}" font-family="${family}, Noto Naskh Arabic" font-size="${size}" fill="${fill}">${escape(text)}</text>`;
  const top = 318 - (title.length - 1) * 48;
  const bottom = top + (title.length - 1) * 104 + 86;
  const strands = [
    ['#fdf8ee', 'M0 10C110 10 110 166 216 166S330 88 380 88'],
    ['#e2694d', 'M0 62C110 62 110 10 210 10S330 88 380 88'],
    ['#f0b44c', 'M0 114C110 114 120 62 220 62S330 88 380 88'],
    ['#7fb3a3', 'M0 166C110 166 110 114 200 114S330 88 380 88'],
  ].map(([color, path]) => `<path d="${path}" stroke="${color}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="#0c312b"/>
<g fill="none" stroke-width="13" stroke-linecap="round" transform="${isRtl ? 'translate(350 64) scale(-.74 .74)' : 'translate(850 64) scale(.74)'}">${strands.join('')}</g>
${line(name === campaign ? '' : campaign, 130, 34, '#f0b44c', 'Fraunces')}
${title.map((text, index) => line(text, top + index * 104, 100, '#fdf8ee', 'Fraunces')).join('\n')}
${about.map((text, index) => line(text, bottom + index * 46, 36, '#bccac3', 'Source Sans 3')).join('\n')}
</svg>`;
}
