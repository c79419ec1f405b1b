import { z } from 'zod';
import { imageShape } from '../kinds/image.ts';

/** As many bytes as a picture's file can have. */
export const maxImageBytes = 600_000;

/** A picture's file as it is kept. */
export const StoredImage = z
  .strictObject({
    ...imageShape,
    bytes: z.int().meta({ description: 'Length of the file.' }),
    url: z.string().meta({ description: 'Where everyone can get it, relative to the API’s origin.' }),
  })
  .meta({ id: 'StoredImage', description: 'A picture’s file as it is kept: name it in an entry’s `image`.' });
