type Bytes = Uint8Array<ArrayBuffer>;

/** The parts of a WebP file with nothing but the picture: browsers add a color profile, which tells of the device. */
export function webpAlone(file: Bytes): Bytes[] {
  const view = new DataView(file.buffer);
  for (let at = 12; at + 8 <= file.length;) {
    const name = String.fromCharCode(...file.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (name === 'VP8 ' || name === 'VP8L') {
      const head = file.slice(0, 12);
      new DataView(head.buffer).setUint32(4, 4 + end - at, true);
      return [head, file.slice(at, end)];
    }
    at = end;
  }
  return [file];
}

/** The same of a JPEG file: what applications and people noted stands in segments of its own before the first scan. */
export function jpegAlone(file: Bytes): Bytes[] {
  const view = new DataView(file.buffer);
  const parts = [file.slice(0, 2)];
  for (let at = 2; at + 4 <= file.length;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda) return [...parts, file.slice(at)];
    const end = at + 2 + view.getUint16(at + 2);
    const isNote = (marker > 0xe0 && marker <= 0xef) || marker === 0xfe;
    if (!isNote) parts.push(file.slice(at, end));
    at = end;
  }
  return [file];
}
