export { deliverMail, forgetOldMail, markMailFailed } from './deliver.service.ts';
export { forgetMailTo } from './forget.store.ts';
export { posting, renewMail } from './post.service.ts';
export { mail, type MailDeps } from './service.ts';
export { linksToHandOver } from './spent.service.ts';
