import { ImageRefused, nameAt, type Size } from './refused.ts';

/** The parts of a WebP file (RFC 9649) that a still picture can have. */
interface Parts {
  canvas: Size | null;
  picture: Size | null;
}

const readers: Record<string, (file: DataView, at: number, parts: Parts) => void> = {
  VP8X: (file, at, parts) => {
    if ((file.getUint8(at) & 0x02) !== 0) throw new ImageRefused('image_unreadable', 'It moves: only still pictures');
    parts.canvas = { width: uint24(file, at + 4) + 1, height: uint24(file, at + 7) + 1 };
  },
  ALPH: () => {},
  'VP8 ': (file, at, parts) => {
    const isKeyFrame = (file.getUint8(at) & 1) === 0;
    if (!isKeyFrame || uint24(file, at + 3) !== 0x2a019d) throw noPicture();
    addPicture(parts, { width: file.getUint16(at + 6, true) & 0x3fff, height: file.getUint16(at + 8, true) & 0x3fff });
  },
  VP8L: (file, at, parts) => {
    if (file.getUint8(at) !== 0x2f) throw noPicture();
    const bits = file.getUint32(at + 1, true);
    addPicture(parts, { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 });
  },
};

const moving = new Set(['ANIM', 'ANMF']);

/** @throws {ImageRefused} with the part that is too much, or where it is no still picture. */
export function readWebp(file: DataView): Size {
  if (nameAt(file, 0) !== 'RIFF' || nameAt(file, 8) !== 'WEBP') throw noPicture();
  if (file.getUint32(4, true) + 8 !== file.byteLength) {
    throw new ImageRefused('image_has_metadata', 'The file does not end where it says');
  }
  const parts: Parts = { canvas: null, picture: null };
  for (let at = 12; at < file.byteLength;) {
    const name = nameAt(file, at);
    const length = file.getUint32(at + 4, true);
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (moving.has(name)) throw new ImageRefused('image_unreadable', 'It moves: only still pictures');
    if (read === undefined) throw new ImageRefused('image_has_metadata', `It has a part "${printable(name)}"`);
    read(new DataView(file.buffer, file.byteOffset + at + 8, length), 0, parts);
    at += 8 + length + (length % 2);
  }
  const { canvas, picture } = parts;
  const isWhole = canvas === null || (canvas.width === picture?.width && canvas.height === picture.height);
  if (picture === null || !isWhole) throw noPicture();
  return picture;
}

function addPicture(parts: Parts, size: Size): void {
  if (parts.picture !== null) throw noPicture();
  parts.picture = size;
}

function noPicture(): ImageRefused {
  return new ImageRefused('image_unreadable', 'This is no WebP file');
}

function uint24(file: DataView, at: number): number {
  return file.getUint16(at, true) + file.getUint8(at + 2) * 0x1_0000;
}

function printable(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9 ]/g, '?');
}
