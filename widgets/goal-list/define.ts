import { define } from '../shared/define.ts';
import { GoalList } from './goal-list.ts';

define('uwh-goal-list', GoalList);
