import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { dataOf, manage, type Api } from './manage.ts';

/** A picture of 48 by 32 pixels in one color, as a lossy WebP file. */
export const webp = Buffer.from(
  'UklGRkgAAABXRUJQVlA4IDwAAABwAwCdASowACAAPtFmrFCoJaQipWgBABoJZwDCroAAK/fElAAA/uHDfrvFpRr/V2J8KDydoGVcUH6HSAA=',
  'base64',
);

/** The same as AVIF. */
export const avif = Buffer.from(
  'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAAA+gABAAAAAAAAACUAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAADAAAAAgAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAtbWRhdBIACgk4FS/7SAhoNIAyFhlCYwTAADQAAKxQwBOVuAx88JaBzQk=',
  'base64',
);

/** The same as AVIF, with Exif. */
export const avifWithExif = Buffer.from(
  'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAARdtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAAAAAERAAAIAAQAAAAABOwABAAAAAAAAACUAAgAAAAABYAABAAAAAAAAAMoAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABhdjAxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAADAAAAAgAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAPdtZGF0EgAKCTgVL/tICGg0gDIWGUJjBMAANAAArFDAE5W4DHzwloHNCQAAAAZFeGlmAABJSSoACAAAAAcAEgEDAAEAAAABAAAAGgEFAAEAAABiAAAAGwEFAAEAAABqAAAAKAEDAAEAAAACAAAAEwIDAAEAAAABAAAAmIICAAIAAAB4AAAAaYcEAAEAAAByAAAAAAAAADhjAADoAwAAOGMAAOgDAAAGAACQBwAEAAAAMDIxMAGRBwAEAAAAAQIDAACgBwAEAAAAMDEwMAGgAwABAAAA//8AAAKgBAABAAAAMAAAAAOgBAABAAAAIAAAAAAAAAA=',
  'base64',
);

/** A WebP file of these parts. */
export function riff(...parts: [name: string, body: Buffer][]): Buffer {
  const chunks = parts.map(([name, body]) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from(name, 'latin1'), length, body, Buffer.alloc(body.length % 2)]);
  });
  const all = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(all.length);
  return Buffer.concat([Buffer.from('RIFF'), length, all]);
}

/** The part of a WebP file that is the picture itself, said to be this large: nothing here decodes it. */
export function frame(width: number, height: number): [string, Buffer] {
  const body = Buffer.from(webp.subarray(20));
  body.writeUInt16LE(width, 6);
  body.writeUInt16LE(height, 8);
  return ['VP8 ', body];
}

export function upload(
  { origin, manageToken }: Api,
  file: Buffer,
  { type = 'image/webp', chapter = 'oregon', token = manageToken } = {},
): Promise<Response> {
  return fetch(`${origin}/v1/manage/images?chapter=${chapter}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
    body: new Uint8Array(file),
  });
}

/** Uploads a picture in these widths, and gives what an entry says of it. */
export async function uploadWidths(api: Api, files: readonly Buffer[]) {
  const sources = [];
  for (const file of files) {
    const { digest, type, width, height } = await dataOf<Record<string, string>>(await upload(api, file));
    sources.push({ digest, type, width, height });
  }
  return { sources };
}

export function digestOf(file: Buffer): string {
  return createHash('sha256').update(file).digest('hex');
}

/** Writes an entry of Oregon's. */
export function create(api: Api, plural: string, body: object): Promise<Response> {
  return manage(api, 'POST', `${plural}?chapter=oregon`, { body });
}

/** A picture that a browser draws in these widths, 3 : 2, each as a WebP file without what the browser adds. */
export async function draw(browser: Browser, widths: readonly number[]): Promise<Buffer[]> {
  const page = await browser.newPage();
  const files = await page.evaluate(async (widths) => {
    const all: number[][] = [];
    for (const width of widths) {
      const canvas = Object.assign(document.createElement('canvas'), { width, height: (width / 3) * 2 });
      const context = canvas.getContext('2d', { alpha: false })!;
      context.fillStyle = '#b8432a';
      context.fillRect(0, 0, width / 2, width);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/webp', 0.8));
      all.push([...new Uint8Array(await blob!.arrayBuffer())]);
    }
    return all;
  }, widths);
  await page.close();
  return files.map((bytes) => riff(['VP8 ', partOf(Buffer.from(bytes), 'VP8 ')]));
}

function partOf(file: Buffer, name: string): Buffer {
  for (let at = 12; at < file.length;) {
    const length = file.readUInt32LE(at + 4);
    if (file.toString('latin1', at, at + 4) === name) return file.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  throw new Error(`The file has no part "${name}"`);
}
