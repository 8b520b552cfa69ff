import type { Letter } from '#/platform/mail/letter.ts';

/** Who writes, and where it leads. */
interface From {
  readonly to: string;
  readonly company: string;
  readonly link: string;
}

const foot = 'If this has nothing to do with you, nothing needs to be done.';

export const confirmLetter = ({ to, company, link, expires }: From & { readonly expires: number }): Letter => ({
  kind: 'access',
  to,
  subject: `Confirm your request to ${company}`,
  text: `You asked to read security documents of ${company}.

Open this within a day and press the button there; it works once, and shows that the address is yours:
${link}

${foot}`,
  link,
  expires,
});

export const enterLetter = ({ to, company, link, expires }: From & { readonly expires: number }): Letter => ({
  kind: 'access',
  to,
  subject: `Your link to the documents of ${company}`,
  text: `Open this within an hour and press the button there; it works once:
${link}

${foot}`,
  link,
  expires,
});

export const grantedLetter = ({
  to,
  company,
  link,
  expires,
  documents,
  until,
}: From & { readonly expires: number; readonly documents: readonly string[]; readonly until: string }): Letter => ({
  kind: 'access',
  to,
  subject: `You can read the documents of ${company}`,
  text: `${company} lets you read, until ${until}:

${documents.map((each) => `- ${each}`).join('\n')}

Open this within two days and press the button there; it works once, and the page sends you a new link whenever you need one:
${link}

Each copy carries your name on every page. It is for you and your company.`,
  link,
  expires,
});

export const deniedLetter = ({ to, company, link, because }: From & { readonly because: string }): Letter => ({
  kind: 'notice',
  to,
  subject: `Your request to ${company}`,
  text: `${company} does not give you the documents that you asked for:

${because}

What is public stays at ${link}`,
  link,
  expires: null,
});

export const revokedLetter = ({ to, company, link, because }: From & { readonly because: string }): Letter => ({
  kind: 'notice',
  to,
  subject: `Your access to documents of ${company} has ended`,
  text: `${company} took back your access:

${because}

What is public stays at ${link}`,
  link,
  expires: null,
});

export const endingLetter = ({ to, company, link, until }: From & { readonly until: string }): Letter => ({
  kind: 'notice',
  to,
  subject: `Your access to documents of ${company} ends on ${until}`,
  text: `Until ${until} you can read the documents that ${company} gave you. If you need them longer, ask again there:
${link}`,
  link,
  expires: null,
});

export const signLetter = ({
  to,
  company,
  link,
  expires,
  from,
}: From & { readonly expires: number; readonly from: string }): Letter => ({
  kind: 'access',
  to,
  subject: `${from} asks you to sign an agreement with ${company}`,
  text: `${from} wants to read security documents of ${company} that are under a non-disclosure agreement, and says that you may sign it for your company.

Open this within two days and press the button there; it works once. The whole text is there, and nothing is signed by opening it:
${link}

${foot}`,
  link,
  expires,
});

export const signedLetter = ({ to, company, link, sha256 }: From & { readonly sha256: string }): Letter => ({
  kind: 'notice',
  to,
  subject: `Signed: the agreement with ${company}`,
  text: `The agreement was signed. The signed copy is a PDF with the text, who signed, when and from where; its SHA-256 is
${sha256}

Both sides keep it. Yours is here, after signing in with your address:
${link}`,
  link,
  expires: null,
});

/** To whoever decides, inside. */
export const waitingLetter = ({
  to,
  link,
  who,
  reason,
}: Omit<From, 'company'> & { readonly who: string; readonly reason: string }): Letter => ({
  kind: 'notice',
  to,
  subject: `${who} asks to read documents`,
  text: `${who} asks to read documents of the trust center and waits for your answer.

Their reason: ${reason}

${link}`,
  link,
  expires: null,
});

export const unmarkedLetter = ({
  to,
  link,
  title,
  because,
}: Omit<From, 'company'> & { readonly title: string; readonly because: string }): Letter => ({
  kind: 'notice',
  to,
  subject: `“${title}” could not be marked, and was given to nobody`,
  text: `A reader with access asked for “${title}”. No marked copy could be made: ${because}.

Nothing was given to them. Replace the file with one that can be marked, or try it yourself:
${link}`,
  link,
  expires: null,
});
