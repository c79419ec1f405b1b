import { ImageRefused, nameAt, type Size } from './refused.ts';

/** A box of an ISO base media file (ISO/IEC 14496-12), as AVIF is one. */
interface Box {
  name: string;
  body: DataView;
}

const atTop = new Set(['ftyp', 'meta', 'mdat']);
const inMeta = new Set(['hdlr', 'pitm', 'iloc', 'iinf', 'iprp', 'iref', 'idat']);
/** What a picture is drawn from: tiles and transparency are pictures as well. */
const drawn = new Set(['av01', 'grid']);
const properties = new Set(['av1C', 'ispe', 'pixi', 'auxC', 'colr', 'pasp', 'a1op', 'a1lx', 'lsel']);

/** @throws {ImageRefused} with the part that is too much, or where it is no still picture. */
export function readAvif(file: DataView): Size {
  const boxes = boxesIn(file, atTop);
  const [first] = boxes;
  if (first?.name !== 'ftyp' || nameAt(first.body, 0) !== 'avif') throw noPicture();
  for (let at = 8; at < first.body.byteLength; at += 4) {
    if (nameAt(first.body, at) === 'avis') throw new ImageRefused('image_unreadable', 'It moves: only still pictures');
  }
  const meta = only(boxes, 'meta');
  const parts = boxesIn(from(meta, 4), inMeta);
  checkItems(only(parts, 'iinf'));
  const [container] = boxesIn(only(parts, 'iprp'), new Set(['ipco', 'ipma']));
  if (container?.name !== 'ipco') throw noPicture();
  return sizeIn(boxesIn(container.body, properties));
}

/** Each item says what it is: `Exif`, and `mime` for XMP, are none that is drawn. */
function checkItems(iinf: DataView): void {
  const isShort = iinf.getUint8(0) === 0;
  for (const { body } of boxesIn(from(iinf, isShort ? 6 : 8), new Set(['infe']))) {
    const version = body.getUint8(0);
    if (version < 2) throw noPicture();
    const type = nameAt(body, version === 2 ? 8 : 10);
    if (!drawn.has(type)) throw tooMuch(type);
  }
}

/** The largest of the items: tiles are smaller than what they make up. */
function sizeIn(all: readonly Box[]): Size {
  let size: Size = { width: 0, height: 0 };
  for (const { name, body } of all) {
    if (name === 'colr' && nameAt(body, 0) !== 'nclx') throw tooMuch('color profile');
    if (name !== 'ispe') continue;
    const [width, height] = [body.getUint32(4), body.getUint32(8)];
    if (width * height > size.width * size.height) size = { width, height };
  }
  if (size.width === 0) throw noPicture();
  return size;
}

function boxesIn(view: DataView, known: ReadonlySet<string>): Box[] {
  const boxes: Box[] = [];
  for (let at = 0; at < view.byteLength;) {
    const length = view.getUint32(at);
    const name = nameAt(view, at + 4);
    // Nothing that is taken here is so large that it needs the longer form, or the one that goes on to the end.
    if (length < 8) throw noPicture();
    if (!known.has(name)) throw tooMuch(name);
    boxes.push({ name, body: new DataView(view.buffer, view.byteOffset + at + 8, length - 8) });
    at += length;
    if (at > view.byteLength) throw new RangeError('A box ends after what it stands in');
  }
  return boxes;
}

function only(boxes: readonly Box[], name: string): DataView {
  const found = boxes.filter((box) => box.name === name);
  if (found.length !== 1) throw noPicture();
  return found[0]!.body;
}

function from(view: DataView, offset: number): DataView {
  return new DataView(view.buffer, view.byteOffset + offset, view.byteLength - offset);
}

function noPicture(): ImageRefused {
  return new ImageRefused('image_unreadable', 'This is no AVIF file of one still picture');
}

function tooMuch(name: string): ImageRefused {
  return new ImageRefused('image_has_metadata', `It has a part "${name.replaceAll(/[^A-Za-z0-9 ]/g, '?')}"`);
}
