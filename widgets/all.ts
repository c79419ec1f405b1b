import './chapter/define.ts';
import './pledge-counter/define.ts';
import './share/define.ts';
