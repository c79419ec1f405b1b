/** Pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Why a file is not taken. */
export class ImageRefused extends Error {
  override name = 'ImageRefused';
  readonly code: 'image_unreadable' | 'image_has_metadata';

  constructor(code: ImageRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Four letters at a place: the name of a part of a container. */
export function nameAt(file: DataView, at: number): string {
  return String.fromCharCode(...Array.from({ length: 4 }, (_, index) => file.getUint8(at + index)));
}
