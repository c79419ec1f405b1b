import type { Area } from './encode.ts';

/** What people choose of a picture: its shape, how near, and which part. */
export interface Framing {
  shape: Shape;
  /** From 1, all that the shape lets in, to 4 times as near. */
  zoom: number;
  /** From 0, the left or upper end, to 1. */
  x: number;
  y: number;
}

/** Width by height; null as the picture is. */
export const shapes = { own: null, wide: 3 / 2, square: 1, high: 4 / 5 } as const;
export type Shape = keyof typeof shapes;

/** As a picture comes: whole. */
export const whole: Framing = { shape: 'own', zoom: 1, x: 0.5, y: 0.5 };

/** The part of a picture of this size that a framing lets in. */
export function areaOf({ shape, zoom, x, y }: Framing, { width, height }: { width: number; height: number }): Area {
  const ratio = shapes[shape] ?? width / height;
  const inside = Math.min(width, height * ratio) / zoom;
  const area = { width: inside, height: inside / ratio };
  return { ...area, x: (width - area.width) * x, y: (height - area.height) * y };
}

/** A framing after the picture was drawn along by parts of the frame's own size. */
export function drag(framing: Framing, size: { width: number; height: number }, by: { x: number; y: number }): Framing {
  const { width, height } = areaOf(framing, size);
  const moved = (at: number, part: number, room: number) =>
    room < 1 ? at : Math.min(1, Math.max(0, at - part / room));
  return {
    ...framing,
    x: moved(framing.x, by.x * width, size.width - width),
    y: moved(framing.y, by.y * height, size.height - height),
  };
}
