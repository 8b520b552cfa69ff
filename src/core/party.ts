/** Mail that anybody gets from these says nothing about where they work. */
const FREE_MAIL: ReadonlySet<string> = new Set(
  'gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.co.jp ymail.com rocketmail.com icloud.com me.com mac.com aol.com aim.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.com yandex.ru bk.ru list.ru inbox.ru qq.com 163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com hey.com zoho.com mailbox.org posteo.de orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it terra.com.br uol.com.br bol.com.br seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg rediffmail.com comcast.net verizon.net att.net sbcglobal.net cox.net bellsouth.net earthlink.net btinternet.com sky.com virginmedia.com ntlworld.com blueyonder.co.uk bigpond.com optusnet.com.au shaw.ca rogers.com sympatico.ca duck.com mailinator.com guerrillamail.com 10minutemail.com temp-mail.org yopmail.com sharklasers.com trashmail.com'.split(
    ' ',
  ),
);

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

export const isFreeMail = (email: string): boolean => FREE_MAIL.has(domainOf(email));

/**
 * Whom somebody asks for: whoever shows an address of a company's domain is of that company. Where many share a domain,
 * each address stands for itself.
 */
export const partyOf = (email: string): string => (isFreeMail(email) ? email : domainOf(email));

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** A domain that one company has to itself; null: it is none, or everybody's. */
export function companyDomain(text: string): string | null {
  const domain = text.trim().toLowerCase().replace(/^@/, '');
  return DOMAIN.test(domain) && !FREE_MAIL.has(domain) ? domain : null;
}

/** One line of a list of companies. */
export interface ListedCompany {
  readonly domain: string;
  readonly name: string;
}

/** Lines of `domain,name`, as a spreadsheet saves them; and the lines that hold no domain of a company. */
export function companiesIn(text: string): {
  readonly companies: readonly ListedCompany[];
  readonly refused: readonly number[];
} {
  const companies = new Map<string, ListedCompany>();
  const refused: number[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === '') continue;
    const [first = '', ...rest] = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const domain = companyDomain(first);
    if (domain !== null) companies.set(domain, { domain, name: (rest[0] ?? '').replaceAll('""', '"').slice(0, 200) });
    else if (at > 0 || !/domain/i.test(first)) refused.push(at + 1);
  }
  return { companies: [...companies.values()], refused };
}
