import { define } from '../shared/define.ts';
import { Statistics } from './statistics.ts';

define('uwh-statistics', Statistics);
