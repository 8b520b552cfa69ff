export { deliverMail, forgetOldMail, markMailFailed } from './deliver.service.ts';
export { posting, renewMail } from './post.service.ts';
export { mail, type MailDeps } from './service.ts';
