import type { z } from 'zod';
import type { StoredImage } from '../../../schema/wire/image.ts';
import { call } from '../api.ts';

/** A file of a picture, as entries name it. */
export type Source = Omit<z.output<typeof StoredImage>, 'bytes' | 'url'>;

/** Sends a file. One that is there already is found by its digest. */
export async function upload(chapter: string, file: Blob): Promise<Source> {
  const path = `/v1/manage/images?${new URLSearchParams({ chapter })}`;
  const { data } = await call<z.output<typeof StoredImage>>('POST', path, { file });
  const { digest, type, width, height } = data;
  return { digest, type, width, height };
}
