import { ImageRefused, type Size } from './refused.ts';

const jfif = 0xe0;
const startOfScan = 0xda;
const endOfImage = 0xd9;
/** Baseline, extended and progressive. */
const frames = new Set([0xc0, 0xc1, 0xc2]);
/** Tables of quantization and Huffman codes, and how often a scan begins anew. */
const tables = new Set([0xdb, 0xc4, 0xdd]);

/** @throws {ImageRefused} with the part that is too much, or where it is no picture. */
export function readJpeg(file: DataView): Size {
  if (file.getUint16(0) !== 0xffd8) throw noPicture();
  let size: Size | null = null;
  for (let at = 2; ;) {
    const marker = file.getUint8(at + 1);
    if (file.getUint8(at) !== 0xff) throw noPicture();
    if (marker === endOfImage) {
      if (at + 2 !== file.byteLength) throw tooMuch('after its end');
      if (size === null) throw noPicture();
      return size;
    }
    const length = file.getUint16(at + 2);
    const next = at + 2 + length;
    if (frames.has(marker)) {
      if (size !== null) throw noPicture();
      size = { width: file.getUint16(at + 7), height: file.getUint16(at + 5) };
    } else if (marker === jfif) checkJfif(file, at, length);
    else if (marker !== startOfScan && !tables.has(marker)) throw tooMuch(`FF${marker.toString(16).toUpperCase()}`);
    at = marker === startOfScan ? endOfScan(file, next) : next;
  }
}

/** It may say how dense the pixels are, and bring no small picture. */
function checkJfif(file: DataView, at: number, length: number): void {
  const name = String.fromCharCode(...[0, 1, 2, 3, 4].map((index) => file.getUint8(at + 4 + index)));
  if (name !== 'JFIF\0' || length !== 16) throw tooMuch('FFE0');
}

/** Where the marker after a scan is: within one they are escaped, or say where it can be read anew. */
function endOfScan(file: DataView, from: number): number {
  for (let at = from; ; at++) {
    if (file.getUint8(at) !== 0xff) continue;
    const next = file.getUint8(at + 1);
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
}

function noPicture(): ImageRefused {
  return new ImageRefused('image_unreadable', 'This is no JPEG file');
}

function tooMuch(name: string): ImageRefused {
  return new ImageRefused('image_has_metadata', `It has a part "${name}"`);
}
