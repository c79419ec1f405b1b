import { Hono } from 'hono';
import type { Bindings } from '../env.ts';

/** Pages for people. */
export const pages = new Hono<Bindings>().get('/', (c) => c.redirect('/en/'));
