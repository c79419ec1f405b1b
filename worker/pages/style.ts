import { forms } from './style/forms.ts';
import { frame } from './style/frame.ts';
import { matter } from './style/matter.ts';
import { sheet } from './style/sheet.ts';

/** The pages' style sheet: what all have in common, what stands on them, forms, and what goes on paper. */
export const style = frame + matter + forms + sheet;
