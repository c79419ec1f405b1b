import { define } from '../shared/define.ts';
import { Testimonials } from './testimonials.ts';

define('uwh-testimonials', Testimonials);
