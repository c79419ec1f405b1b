import { createApp } from './app.ts';

export default createApp();
export { Journal } from './intake/journal.ts';
