import { z } from 'zod';

/** As wide or as high as a picture can be, in pixels. */
export const maxSide = 4096;

const side = z.int().min(1).max(maxSide);

/** What is known of a picture's file. */
export const imageShape = {
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Not a SHA-256 in hexadecimal')
    .meta({ description: 'SHA-256 of the file, hexadecimal.' }),
  type: z.enum(['image/webp', 'image/avif']),
  width: side.meta({ description: 'Pixels.' }),
  height: side.meta({ description: 'Pixels.' }),
};

type File = z.output<z.ZodObject<typeof imageShape>>;

/** Where a picture's file is, relative to the API's origin. */
export function imagePath({ digest, type }: Pick<File, 'digest' | 'type'>): string {
  return `/images/${digest}.${type.slice('image/'.length)}`;
}

/** One picture as its files say what it is, in several widths. */
const Image = z
  .strictObject({
    sources: z.array(z.strictObject(imageShape)).min(1).max(12),
  })
  // A page keeps room for one of them, and the browser takes another.
  .refine(
    ({ sources: [first, ...others] }) =>
      others.every(({ width, height }) => Math.abs((width * first!.height) / (height * first!.width) - 1) < 0.02),
    'All widths of one picture have the same shape',
  )
  .meta({ id: 'Image', description: 'One picture in several widths, each a file that `POST /v1/manage/images` took.' });

/** A shared field with a picture, or none. Its words stand beside it in each language: `image` and `imageAlt`. */
export const MaybeImage = z.union([Image, z.null()]).optional();

/** What readers get for it. */
const Picture = z
  .strictObject({
    sources: z.array(
      z.strictObject({
        url: z.string().meta({ description: 'Relative to the API’s origin. What is there never changes.' }),
        type: imageShape.type,
        width: imageShape.width,
        height: imageShape.height,
      }),
    ),
  })
  .meta({ id: 'Picture', description: 'One picture in several widths, narrowest first, all of the same shape.' });
export type Picture = z.infer<typeof Picture>;

export const MaybePicture = z.union([Picture, z.null()]);

/** The localized field that says what a picture shows. */
export const ImageAlt = z.string().trim().min(1).max(300).optional().meta({
  description: 'What the picture shows, for who does not see it. Needed in each language where there is one.',
});

/** A picture as readers get it. */
export function toPicture(image: z.output<typeof MaybeImage>): Picture | null {
  if (!image) return null;
  const sources = image.sources.toSorted((a, b) => a.width - b.width);
  return { sources: sources.map(({ digest, ...rest }) => ({ url: imagePath({ digest, type: rest.type }), ...rest })) };
}
