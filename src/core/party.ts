/** Mail that anybody gets from these says nothing about where they work. It is no list of all of them: there is none. */
const FREE_MAIL: ReadonlySet<string> = new Set(
  'gmail.com googlemail.com me.com mac.com aim.com web.de t-online.de freenet.de mail.com mail.ru bk.ru list.ru inbox.ru qq.com 163.com 126.com sina.com foxmail.com naver.com daum.net hanmail.net proton.me pm.me tuta.io fastmail.com hey.com zoho.com posteo.de posteo.net mailbox.org runbox.com hushmail.com startmail.com disroot.org riseup.net cock.li tutamail.com tuta.com keemail.me bluewin.ch hispeed.ch sunrise.ch swissonline.ch arcor.de kabelmail.de vodafone.de online.de email.de mail.de aon.at chello.at a1.net kpnmail.nl ziggo.nl xs4all.nl planet.nl home.nl hetnet.nl upcmail.nl casema.nl quicknet.nl skynet.be telenet.be proximus.be scarlet.be bbox.fr numericable.fr neuf.fr club-internet.fr aliceadsl.fr inwind.it iol.it fastwebnet.it tim.it tin.it telefonica.net telefonica.es ono.com sapo.pt iol.pt ig.com.br globo.com globomail.com r7.com zipmail.com.br telia.com spray.se bredband.net comhem.se online.no start.no mail.dk jubii.dk stofanet.dk luukku.com kolumbus.fi elisanet.fi suomi24.fi centrum.cz email.cz post.cz volny.cz azet.sk zoznam.sk freemail.hu citromail.hu indamail.hu gazeta.pl op.pl tlen.pl poczta.fm vp.pl ukr.net i.ua meta.ua mail.bg dir.bg ya.ru internet.ru rambler.ru eircom.net talktalk.net tiscali.co.uk btopenworld.com o2.co.uk plusnet.com mail.ee inbox.lv inbox.lt walla.co.il walla.com bezeqint.net mynet.com otenet.gr in.gr sina.cn sohu.com 139.com 189.cn yeah.net aliyun.com vip.qq.com vip.163.com nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com singnet.com.sg xtra.co.nz iinet.net.au tpg.com.au telus.net videotron.ca bell.net charter.net optonline.net frontier.com windstream.net juno.com netzero.net usa.com email.com myself.com consultant.com engineer.com iname.com lycos.com excite.com inbox.com gawab.com mail2world.com zohomail.com zohomail.eu zohomail.in zoho.eu simplelogin.com anonaddy.me addy.io mozmail.com passmail.net passinbox.com privaterelay.appleid.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it alice.it terra.com.br uol.com.br bol.com.br seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg rediffmail.com comcast.net verizon.net att.net sbcglobal.net cox.net bellsouth.net earthlink.net btinternet.com sky.com virginmedia.com ntlworld.com blueyonder.co.uk bigpond.com optusnet.com.au shaw.ca rogers.com sympatico.ca duck.com guerrillamail.com 10minutemail.com temp-mail.org tempmail.com temp-mail.io throwawaymail.com maildrop.cc mailnesia.com getnada.com dispostable.com fakeinbox.com mintemail.com moakt.com emailondeck.com guerrillamail.net guerrillamail.org guerrillamailblock.com grr.la sharklasers.com trashmail.com'.split(
    ' ',
  ),
);

/** Brands that give mail to anybody under their name in many countries: `outlook.de`, `yahoo.co.in`, `live.com.au`. */
const FREE_FAMILY =
  /^(outlook|hotmail|live|msn|windowslive|yahoo|ymail|rocketmail|aol|gmx|protonmail|tutanota|yandex|icloud|yopmail|mailinator)\.(([a-z]{2,3}\.)?[a-z]{2}|com|net|org|info|biz|email)$/;

const isFree = (domain: string): boolean => FREE_MAIL.has(domain) || FREE_FAMILY.test(domain);

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

export const isFreeMail = (email: string): boolean => isFree(domainOf(email).toLowerCase());

/**
 * Whom somebody asks for: whoever shows an address of a company's domain is of that company. Where many share a domain,
 * each address stands for itself.
 */
export const partyOf = (email: string): string => (isFreeMail(email) ? email : domainOf(email));

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** A domain that one company has to itself; null: it is none, or everybody's. */
export function companyDomain(text: string): string | null {
  const domain = text.trim().toLowerCase().replace(/^@/, '');
  return DOMAIN.test(domain) && !isFree(domain) ? domain : null;
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
