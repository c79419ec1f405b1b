import { createApp } from './app.ts';

export default createApp();
export { Courier } from './intake/courier.ts';
export { Journal } from './intake/journal.ts';
