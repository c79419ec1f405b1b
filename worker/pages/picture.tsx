import type { Picture } from '../../schema/kinds/image.ts';
import type { Site } from './site.ts';

/** An item with a picture, perhaps. */
interface Pictured {
  image: Picture | null;
  imageAlt: string | null;
}

type Source = Picture['sources'][number];

/** As wide as the column of text, and on a phone as the screen less its margins. */
const columnWidths = '(min-width: 72rem) 42rem, (min-width: 46rem) 60vw, 92vw';

/** An item's picture, in the width that a screen needs. Its room is kept before it is there. */
export function ItemPicture({ item: { image, imageAlt } }: { item: Pictured }) {
  if (image === null) return null;
  const [smaller, other] = [ofType(image, 'image/avif'), ofType(image, 'image/webp')];
  const shown = other.length > 0 ? other : smaller;
  const { url, width, height } = shown.at(-1)!;
  return (
    <picture class="picture">
      {shown === other && smaller.length > 0 && (
        <source type="image/avif" srcset={srcsetOf(smaller)} sizes={columnWidths} />
      )}
      <img
        src={url}
        srcset={srcsetOf(shown)}
        sizes={columnWidths}
        width={width}
        height={height}
        alt={imageAlt ?? ''}
        loading="eager"
        decoding="async"
      />
    </picture>
  );
}

function ofType({ sources }: Picture, type: Source['type']): Source[] {
  return sources.filter((source) => source.type === type);
}

function srcsetOf(sources: readonly Source[]): string {
  return sources.map(({ url, width }) => `${url} ${width}w`).join(', ');
}

/** A picture as others than browsers get it: one file, by its whole address. */
export interface LinkedPicture {
  url: string;
  type: string;
  width: number;
  height: number;
  alt: string;
}

/** The widest file of an item's picture; null where there is none. */
export function widestOf(site: Site, { image, imageAlt }: Pictured): LinkedPicture | null {
  if (image === null) return null;
  const known = ofType(image, 'image/webp');
  const { url, type, width, height } = (known.length > 0 ? known : image.sources).at(-1)!;
  return { url: site.hosts.campaign + url, type, width, height, alt: imageAlt ?? '' };
}
