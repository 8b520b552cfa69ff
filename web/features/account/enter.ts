import { queries } from '#web/shell/api.ts';
import { router } from '#web/shell/router.ts';

/** Goes where the person wanted to go before they were asked who they are; only ever to a page of this console. */
export function enter(to: string | undefined): void {
  queries.clear();
  const isOwn = to !== undefined && to.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\');
  router.history.push(isOwn ? to : '/');
}
