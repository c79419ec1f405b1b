import { define } from '../shared/define.ts';
import { FaqList } from './faq-list.ts';

define('uwh-faq-list', FaqList);
