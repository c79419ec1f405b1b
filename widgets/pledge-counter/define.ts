import { define } from '../shared/define.ts';
import { PledgeCounter } from './pledge-counter.ts';

define('uwh-pledge-counter', PledgeCounter);
