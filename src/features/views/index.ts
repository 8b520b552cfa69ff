export { forgetViews, views } from './service.ts';
