import '../faq-list/define.ts';
import '../goal-list/define.ts';
import '../join-form/define.ts';
import '../statistics/define.ts';
import '../testimonials/define.ts';
import { define } from '../shared/define.ts';
import { ChapterPage } from './chapter.ts';

define('uwh-chapter', ChapterPage);
