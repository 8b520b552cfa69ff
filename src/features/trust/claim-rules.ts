/** Of which kind the opinion of a report is. */
export type Opinion = 'unqualified' | 'qualified' | 'adverse' | 'disclaimer';

/** One thing that a text must not say. */
export interface ClaimRule {
  readonly says: RegExp;
  /** Only in a sentence that is about this, too. */
  readonly about?: RegExp;
  /** The same letters, about something else; not where the sentence is about SOC as well. */
  readonly unless?: RegExp;
  /** A report makes it true. */
  readonly untilReport?: true;
  /** Only a report with an opinion of this kind makes it true, where its firm lets the kind be told. */
  readonly untilOpinion?: Opinion;
  /** Only a report that says itself that it holds no exceptions makes it true. */
  readonly untilNoExceptions?: true;
  /** Where there are reports, only one on a window makes it true. */
  readonly untilTypeTwo?: true;
  /** Only a CPA firm that is engaged makes it true. */
  readonly untilFirm?: true;
  /** What would be a denial elsewhere is a part of it. */
  readonly evenDenied?: true;
  readonly because: string;
  readonly instead: string;
}

export const SOC = /\bsoc[\s-]*(1|2|3|i|ii|iii|for service)\b|\baicpa\b|\btype (1|2|i|ii)\b|\bcpa\b/i;
/** Schemes that do end in a certificate of somebody else’s. */
const OTHER =
  /\b(iso\b|iec\b|pci\b|csa\b|star\b|hitrust|fedramp|cyber essentials|tisax|c5\b|ens\b|eucs|energy star|cissp|cism|cisa\b|ceh\b|oscp|certificate authority|tls|ssl|x\.?509|client|server|https|root|signing|pinn(ed|ing)|let[’']s encrypt)/i;

/** An opinion is told to be of a kind, before its name or after it. */
const opinionIs = (words: string): RegExp =>
  new RegExp(
    String.raw`\b(${words}) ((soc[\s-]*2|audit|auditor[’']?s[’']?|cpa) )?(type (1|2|i|ii) )?(opinion|report|audit|attestation)\b|\b(opinion|report)\b[^.]{0,40}\b(is|was|were|came back|came out|turned out)( (again|fully|entirely|completely))? (${words})\b|\b(opinion|report)(: | \(|, | [-–—] )(${words})\b`,
    'i',
  );

const OTHER_OPINION = {
  because: 'The kind of the opinion is not this one, or its firm did not agree that the kind is told.',
  instead: 'Leave it to the status sentence: it tells the kind of the opinion where it may, whichever it is.',
};

/**
 * What is said of SOC 2 where nobody has it yet: what it is, what is built on it, what is looked at of others, what is
 * under way. Whether that is so is for other rules; all else reads as if it were there.
 */
const OF_IT =
  /\b(criteri(a|on)|categor(y|ies)|program(me)?s?|readiness|roadmap|framework|standard|scope|questionnaires?|based|built|mapp(ed|ing)|model(l)?ed|follows?|aligned|vendors?|suppliers?|providers?|sub-?processors?|subservice|certif\w+|means|asks for|calls for|ends in|is a report|(a|every|each|any) soc[\s-]*[123] report|observation|fieldwork|under ?way|in progress|engaged?|appointed|examining|certifies|how far|when (will|do you expect)|is expected|(nicht|kein|keine|keinen)(?! nur))\b/i;
/** A Type II that is yet to come, or of others. */
const TYPE_TWO_LATER = new RegExp(String.raw`^(?!.*(${OF_IT.source}|\b(next|will be|going to)\b)).*`, 'is');
const NAMED_ALONE = new RegExp(String.raw`^(?!.*${OF_IT.source}).*`, 'is');

export const CLAIM_RULES: readonly ClaimRule[] = [
  {
    says: /\bsoc[\s-]*2?\b[^.]{0,60}\bcertif(ied|ication|icate)|\bcertif(ied|ication|icate)\b[^.]{0,60}\bsoc\b|\bcertif(ied|ication|icate)\b[^.]{0,40}\baicpa\b/i,
    because: 'SOC 2 is a report with the opinion of a CPA firm. Nobody is certified by it.',
    instead: 'Name the report: its type, its window and who examined it. The status sentence does that for you.',
  },
  {
    says: /\bcertified\b|\bcertification\b/i,
    unless: OTHER,
    because: 'It does not say by whom, so a reader takes it for SOC 2, which certifies nobody.',
    instead: 'Name the scheme and who certified you, or leave it out.',
  },
  {
    says: /\bcompliant\b|\b(comply|complies|complied|complying|conforms?|conformed|conforming|adheres?|adhered|adhering)\b[^.]{0,40}\b(soc\b|aicpa\b|trust services)|\b(full|in|achieved?|maintains?|100 ?%) (soc ?2 |aicpa )?compliance\b|\bsoc[\s-]*[123] compliance\b(?! (team|officer|program|work|effort|question))|\bcompliance with\b[^.]{0,30}\b(soc\b|aicpa\b|trust services)/i,
    because: 'Compliance is for somebody else to say, and SOC 2 has none.',
    instead: 'Say what you do, and let the reader judge.',
  },
  {
    says: /(?<!\b(work|working|aim|aiming|plan|planning|prepare|preparing|intend|intending|want|how) to )\b(meets?|met|meeting|satisfy|satisfies|satisfied|satisfying|fulfil|fulfils|fulfill|fulfills|fulfilled|fulfilling)\b[^.]{0,40}\b(soc\b|aicpa\b|trust services)/i,
    because: 'What a company has done of the criteria is the auditor’s to conclude.',
    instead: 'Say that the programme is built on the SOC 2 criteria, and what is done.',
  },
  {
    says: /\bsoc[\s-]*[123]?( type (1|2|i|ii))?[\s-]*(attested|audited|examined|approved|accredited|verified|validated)\b/i,
    because: 'No company is that by SOC 2: a report has the opinion of a CPA firm on one window.',
    instead: 'Leave it to the status sentence, which names the report.',
  },
  {
    says: /(?<!\b(for|towards?|on|with|of|at|about) (a |our |the )?(first )?)\bsoc[\s-]*[123]( type (1|2|i|ii))?[,:]? since\b/i,
    because: 'A report speaks of its window and of no day after it, so that nobody has SOC 2 since a day.',
    instead: 'Leave it to the status sentence, which tells the window.',
  },
  {
    says: /\b(geprüft|auditiert|bestanden|zertifi\w*|[\wé]*konform\w*|certifié\w*|conformes?|certificad\w*|certificat[aoi])\b/i,
    about: /^(?!.*\b(nicht(?! nur)|kein|keine|keinen|niemand\w*|aucun\w*|pas|ningun\w*|nessun\w*)\b).*\bsoc\b/i,
    because: 'SOC 2 is a report with the opinion of a CPA firm, in every language. Nobody is certified by it.',
    instead: 'Leave it to the status sentence, which names the report.',
  },
  {
    says: /\bsoc[\s-]*(ii|iii)\b/i,
    because: 'There is no report of that name.',
    instead: 'Write SOC 2 Type I, SOC 2 Type II or SOC 3.',
  },
  {
    says: /\b(seal|approved|accredited|endorsed|authorized)\b[^.]{0,40}\b(aicpa|soc)\b|\b(aicpa|soc ?[23])\b[^.]{0,40}\b(seal|approved|accredited|endorsed)\b/i,
    because: 'The AICPA approves, accredits and endorses no company, and its seal for SOC 3 ended in 2014.',
    instead: 'Leave it out.',
  },
  {
    says: /\b(operat(e|es|ed|ing) effectively|effective(ly)? (controls?|designed|operat)|controls? (are|is|were|was) effective|operating effectiveness)\b|\bcontrols?\b[^.]{0,30}\b(effectively\b|(operat|work|function|perform|ran|run)\w* as (intended|designed|expected|described)\b)/i,
    because: 'Whether a control works throughout a period is the auditor’s to conclude.',
    instead: 'Say what is done, how often and by whom.',
  },
  {
    says: /\b(passed|cleared|succeeded in|aced)\b[^.]{0,40}\b(audit|examination|soc)\b/i,
    because: 'Nobody passes an examination: it ends in a report with an opinion of one kind or another.',
    instead: 'Leave it to the status sentence, which names the report.',
  },
  {
    says: /\bcontrols? (have |has |had |all |each |also )*(passed|pass|passes)\b|\bcontrols? (are|were|have been) (all )?met\b|\b(passed|pass|passes) (for )?(all|every|each)( of)?( our| the)? controls?\b/i,
    because: 'No control passes: an auditor tells of each what was tested and what came of it.',
    instead: 'Say what is done, and leave what the records show to what stands under each control.',
  },
  {
    evenDenied: true,
    says: /\b((?<!internal )audits?(?! (log|trail|event|record))|examination|auditors?|cpas?|soc[\s-]*[123]?( type (1|2|i|ii))?)\b[^.]{0,60}\b(no|zero|without|without any|free of|free from)\s+(?!other |further )(\S+\s+)?(exception|deviation|finding|nonconformit|deficienc)/i,
    because: 'What an examination found is the auditor’s to tell, and stands in the report.',
    instead: 'Leave it to the report, which its readers can ask for.',
  },
  {
    evenDenied: true,
    says: /\b(no|zero|0|without any|without a single|not (a|one) single|free of|free from|(did|does|do) not (note|notes|find|identify|report|hold|contain|have|list) any)\s+(?!other |further )(\S+\s+)?(exceptions?|deviations?|findings?|nonconformit(y|ies)|deficienc(y|ies)|qualifications?)\b|\bwithout\s+(\S+\s+)?(exceptions|deviations|findings|nonconformities|deficiencies|qualifications?)\b|\b(exception|deviation|finding)s?[- ]free\b|\bclean bill of health\b|\b(auditors?|cpas?|cpa firm|audit|examination)\b[^.]{0,30}\b(found|noted|identified|saw|raised|reported) (no|zero|not (a|one) single) (issues?|problems?|concerns?|weakness(es)?)\b/i,
    about:
      /\b(the|our|its|this|that|latest|last|current|first|annual|type (1|2|i|ii)) reports?\b|\bopinion|\battest|(?<!\binternal )\baudits?\b(?! (log|trail|event|record))|\bexamin|\bauditors?\b|\bcpas?\b|\bsoc[\s-]*[123]?\b|\b(were|was|are|is|been) (noted|identified|reported)\b/i,
    unless: OTHER,
    untilNoExceptions: true,
    because: 'No report that says so itself, confirmed by two people, is recorded.',
    instead: 'Leave it to the report, which its readers can ask for.',
  },
  {
    says: opinionIs('clean|unqualified|unmodified|spotless|perfect'),
    untilOpinion: 'unqualified',
    because: 'There is no report whose opinion is unqualified and whose firm agreed that this is told.',
    instead: 'Leave it to the status sentence: it tells the kind of the opinion where it may, whichever it is.',
  },
  { says: opinionIs('qualified|modified'), untilOpinion: 'qualified', ...OTHER_OPINION },
  { says: opinionIs('adverse'), untilOpinion: 'adverse', ...OTHER_OPINION },
  {
    says: /\bdisclaimer of (an |its )?opinion\b|\bdisclaim(s|ed)? (an |its |any )?opinion\b/i,
    untilOpinion: 'disclaimer',
    ...OTHER_OPINION,
  },
  {
    says: /\b(audits?|examinations?)\b(?! (log|trail|event|record))[^.]{0,30}\b(is|are|was|were|has been) (now |already )?(complete|completed|finished|done|concluded|behind us)\b/i,
    about: /^(?!.*\b(internal|once|when|whenever|after|before|until|if|as soon as)\b)/is,
    unless: OTHER,
    untilReport: true,
    because: 'There is no report that says so.',
    instead: 'Say what is done now. The status sentence tells how far the examination is.',
  },
  {
    says: /\bcompleted\b[^.]{0,40}\b(audit|examination|soc)\b/i,
    untilReport: true,
    because: 'There is no report that says so.',
    instead: 'Say what is done now. The status sentence tells how far the examination is.',
  },
  {
    says: /\b(audited|examined|attested|verified|validated|assessed|confirmed|reviewed) by\b[^.]{0,60}\b(cpas?|auditors?|soc|accountants?)\b|\b(auditors?|cpas?|cpa firm)\b[^.]{0,40}\b(confirm(s|ed)?|found|verif(y|ies|ied)|attest(s|ed)?|examined|concluded|approved)\b/i,
    untilReport: true,
    because: 'No auditor has said anything that is recorded here.',
    instead: 'Say that the company measures it itself, which is true and worth something.',
  },
  {
    says: /\b(independent|external|third[- ]party)(ly)?[- ](audited|examined|attested|assured)\b|\b(audited|examined|attested) (independently|externally)\b|\b(audited|attested|examined)\b[^.]{0,20} (for|against|on|under|to|by) (the )?(soc|aicpa)\b|\b(controls?|program(me)?|security|compliance)\b[^.]{0,30}\b(independently|externally) (verified|validated|assessed|confirmed|reviewed)\b|\b(audited|examined|attested|verified|validated|assessed) by (deloitte|kpmg|pwc|pricewaterhouse\w*|ey|ernst|bdo|rsm|grant thornton|the big four)\b|\b(audited|examined|attested)\b[^.]{0,40}\bby (an? |the |our )?(third[- ]part(y|ies)|independent|external|outside|big four|accounting firm)|(?<!\b(we|who|that) (have |had )?)\b(examine[sd]|audits|audited|verifie[sd]|attest(s|ed)( to)?) (us|our (controls|company|security|systems?|platform|service|product))\b|\bauditors?\b[^.]{0,40}\b(happy|pleased|satisfied|impressed|full marks)\b/i,
    unless: OTHER,
    untilReport: true,
    because: 'No report of anybody independent is recorded here.',
    instead: 'Say that the company measures it itself, which is true and worth something.',
  },
  {
    says: /(?<!\binternal )\b(audits?(?! (log|trail|event|record))|examinations?|fieldwork)\b[^.]{0,40}\b(under ?way|in progress|ongoing|running|has begun|has started|have begun|have started|began|started|goes on|going on)\b|\b(undergo|undergoes|undergoing|in the middle of|being|currently|now)\b[^.]{0,20}\b(soc[^.]{0,20}(audit|examination)|examined|audited)\b/i,
    unless: OTHER,
    untilFirm: true,
    because: 'No CPA firm is engaged by a letter that is recorded here, so that nothing is examined yet.',
    instead: 'Say what is done now. The status sentence tells of the firm once its letter is recorded.',
  },
  {
    says: /\b(cpas?|cpa firm|auditors?|accountants?)\b[^.]{0,40}\b(is|are|was|were|has been|have been) (now |currently |already |just )*(examining|auditing|testing|assessing|engaged|appointed|retained|hired)\b|\b(engaged|appointed|hired|retained)\b[^.]{0,40}\b(cpas?|cpa firm|auditors?)\b/i,
    unless: OTHER,
    untilFirm: true,
    because: 'No CPA firm is engaged by a letter that is recorded here.',
    instead: 'Record its signed letter; the status sentence then tells of it.',
  },
  {
    says: /\b(have|has|hold|holds|got|received|obtained|earned|achieved|completed|attained|own|owns|maintain|maintains|issued|available|provide|provides|share|shares|download|downloaded|request|requested|ask (us )?for|see|read)\b/i,
    about:
      /(\bsoc[\s-]*[123]?\b|\btype (1|2|i|ii)\b)[^]*(\breport|\battest|\baudit|\bexamin|\btype (1|2|i|ii)\b)|(\breport|\battest|\baudit|\bexamin)[^]*\bsoc\b/i,
    untilReport: true,
    because: 'It reads as if there were a report, and none is recorded.',
    instead: 'Leave the report to the status sentence, which is derived and cannot be wrong.',
  },
  {
    says: /\bsoc[\s-]*[123]\b|\bsoc for service organi[sz]ations\b|\b(have|has|hold|holds|got) (an?|our|the|its) type (1|2|i|ii)\b|\b(our|the|its) type (1|2|i|ii)( report)? (is|was|can be) (now |already )?(available|here|ready|out|current|done|finished|complete|issued|downloaded)\b/i,
    about: NAMED_ALONE,
    untilReport: true,
    because: 'It reads as if SOC 2 were there already, and no report is recorded.',
    instead:
      'Say what is done or planned, such as “we are preparing for a SOC 2 report”, or leave it to the status sentence.',
  },
  {
    says: /\btype (2|ii)\b/i,
    about: TYPE_TWO_LATER,
    untilTypeTwo: true,
    because: 'It speaks of a Type II, and each report that is recorded is a Type I: as of one day, and of no time.',
    instead: 'Leave the type to the status sentence, or say that a Type II is planned.',
  },
  {
    evenDenied: true,
    says: /\b(100 ?% (secure|safe)|(completely|absolutely|fully|totally|perfectly) (secure|safe)|unhackable|unbreakable|unbreachable|bullet-?proof|hack-?proof|(cannot|can[’']?t|never) be (hacked|breached)|zero risk|guarantee(s|d)? (the |your )?security|guarantees?( that)? (your|the|all|customer) data (is|are|stays?|remains?) (always )?(secure|safe))\b/i,
    because: 'No programme proves that, and the page may say no more than the programme proves.',
    instead: 'Say what is done to keep it secure.',
  },
];
