import { jpegAlone, webpAlone } from './alone.ts';

/** Part of a picture, in its own pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** As the API takes it. */
const maxBytes = 600_000;
const maxSide = 4096;
const widths = [480, 960, 1600];
const qualities = [0.82, 0.7, 0.55, 0.4];
const writers = [
  ['image/webp', webpAlone],
  ['image/jpeg', jpegAlone],
] as const;

/** A picture that a browser can't read, or can't write as the API takes it. */
export class PictureError extends Error {
  override name = 'PictureError';
  readonly code: 'unreadable' | 'unwritable';

  constructor(code: 'unreadable' | 'unwritable') {
    super(code);
    this.code = code;
  }
}

/** Reads a file as the picture that people see: turned as the camera says. */
export async function readPicture(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new PictureError('unreadable');
  }
}

/** Part of a picture in up to three widths, none larger than it is. What was in its file besides goes along nowhere. */
export async function encodePicture(picture: ImageBitmap, area: Area): Promise<Blob[]> {
  const widest = Math.min(area.width, (maxSide * area.width) / area.height);
  const fitting = widths.filter((width) => width <= widest);
  const wanted = fitting.length > 0 ? fitting : [Math.max(1, Math.floor(widest))];
  const files: Blob[] = [];
  for (const width of wanted) files.push(await encode(draw(picture, area, width)));
  return files;
}

/** Draws part of a picture in this width. */
function draw(picture: ImageBitmap, area: Area, width: number): HTMLCanvasElement {
  const height = Math.max(1, Math.round((width * area.height) / area.width));
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { alpha: false })!;
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, area.x, area.y, area.width, area.height, 0, 0, width, height);
  return canvas;
}

/** WebP, or JPEG where a browser can't write that: it gives another type then, without a word. */
async function encode(canvas: HTMLCanvasElement): Promise<Blob> {
  for (const [type, alone] of writers) {
    for (const quality of qualities) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
      if (blob?.type !== type) break;
      const parts = alone(new Uint8Array(await blob.arrayBuffer()));
      const file = new Blob(parts, { type });
      if (file.size <= maxBytes) return file;
    }
  }
  throw new PictureError('unwritable');
}
