import type * as Delivery from './delivery.ts';

/** The file of `delivery.ts`, and its digest, set by the build. */
declare const DELIVERY: string;
declare const DIGEST: string;

// A browser that once got no module from an address never asks there again.
let failures = 0;

/**
 * Loads what sending needs. Who pinned an element's file by its digest pinned this one along with it: the preload
 * checks the digest, and a file that is another is never run. (WebKit 2.50 does not check a preload; a script element,
 * which it would check, needs more from trusted types than pages allow us.)
 */
export async function loadDelivery(): Promise<typeof Delivery> {
  const { href } = new URL(`${DELIVERY}?${failures}`, import.meta.url);
  const link = document.createElement('link');
  try {
    await new Promise((onload, onerror) => {
      Object.assign(link, { rel: 'modulepreload', crossOrigin: '', integrity: DIGEST, href, onload, onerror });
      document.head.appendChild(link);
    });
    return (await import(href)) as typeof Delivery;
  } catch (error) {
    failures++;
    throw error;
  }
}
