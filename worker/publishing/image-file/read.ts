import { maxSide } from '../../../schema/kinds/image.ts';
import { ProblemError } from '../../problem.ts';
import { readAvif } from './avif.ts';
import { ImageRefused, type Size } from './refused.ts';
import { readWebp } from './webp.ts';

const readers = { 'image/webp': readWebp, 'image/avif': readAvif };

export type ImageType = keyof typeof readers;

/**
 * Reads how large a picture is, out of its container: nothing decodes it here. Only what a still picture needs may
 * stand in the file, so that no place, no camera and no name comes along, nor a color profile, which may tell of a device.
 * @throws {ProblemError} `image_unreadable` where it is no such file, `image_has_metadata` where it carries more.
 */
export function readImage(type: ImageType, file: Uint8Array<ArrayBuffer>): Size {
  try {
    const { width, height } = readers[type](new DataView(file.buffer, file.byteOffset, file.byteLength));
    if (width > 0 && height > 0 && width <= maxSide && height <= maxSide) return { width, height };
    throw new ImageRefused('image_unreadable', `At most ${maxSide} pixels wide and high`);
  } catch (error) {
    // Whatever is cut short reads past its end.
    if (error instanceof RangeError) throw new ProblemError('image_unreadable', { detail: 'The file is cut short' });
    if (error instanceof ImageRefused) throw new ProblemError(error.code, { detail: error.message });
    throw error;
  }
}
