import { define } from '../shared/define.ts';
import { Share } from './share.ts';

define('uwh-share', Share);
