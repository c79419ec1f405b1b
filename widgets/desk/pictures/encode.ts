/** Part of a picture, in its own pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** As the API takes it. */
const maxBytes = 600_000;
const widths = [480, 960, 1600];
const qualities = [0.82, 0.7, 0.55, 0.4];

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
  const fitting = widths.filter((width) => width <= area.width);
  const wanted = fitting.length > 0 ? fitting : [Math.round(area.width)];
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

async function encode(canvas: HTMLCanvasElement): Promise<Blob> {
  for (const quality of qualities) {
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/webp', quality));
    // A browser that can't write it writes another type.
    if (blob?.type !== 'image/webp') throw new PictureError('unwritable');
    const file = pictureAlone(new Uint8Array(await blob.arrayBuffer()));
    if (file.size <= maxBytes) return file;
  }
  throw new PictureError('unwritable');
}

/** A WebP file with nothing but the picture: browsers add a color profile, which tells of the device. */
function pictureAlone(file: Uint8Array<ArrayBuffer>): Blob {
  const view = new DataView(file.buffer);
  for (let at = 12; at + 8 <= file.length;) {
    const name = String.fromCharCode(...file.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (name === 'VP8 ' || name === 'VP8L') {
      const head = new Uint8Array(12);
      head.set(file.subarray(0, 12));
      new DataView(head.buffer).setUint32(4, 4 + end - at, true);
      return new Blob([head, file.slice(at, end)], { type: 'image/webp' });
    }
    at = end;
  }
  throw new PictureError('unwritable');
}
