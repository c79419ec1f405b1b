import { define } from '../shared/define.ts';
import { JoinForm } from './join-form.ts';

define('uwh-join-form', JoinForm);
