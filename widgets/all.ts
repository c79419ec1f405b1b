import './faq-list/define.ts';
import './join-form/define.ts';
import './pledge-counter/define.ts';
