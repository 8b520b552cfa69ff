import { STATES } from './states.ts';
import { capital } from './words.ts';

/** The vocabulary, each word in one sentence. It names the words of docs/glossary.md, which says more of each. */
export const TERMS = {
  'access request': 'A request of somebody outside to read documents, which a person or a rule decides.',
  account: 'A login in one system; its owner is a person, a machine, or not known yet.',
  adopt: 'To take a control of the library into your programme, where you may change its wording.',
  agreement: 'What a company outside signs before its people read what is kept under it.',
  artifact: 'A file or an answer of a system, kept byte for byte as it was received.',
  'as of': 'The moment that you look back to: what arrived later is left out.',
  assessment: 'What you say of your company before anything is connected, and what follows from it.',
  'bridge letter': 'A letter in which management speaks of the months since the last day that a report covers.',
  'carve-out':
    'To leave a provider’s controls out of your report and rely on its own; the other way is to include them.',
  category: 'Security, Availability, Processing Integrity, Confidentiality or Privacy; Security is always in scope.',
  check: 'A rule of the tool that judges every item of a population; only an auditor tests.',
  checkpoint:
    'The signed size and root hash of the ledger, by which anyone proves later that nothing before it was changed.',
  collected: 'When something was fetched from its source.',
  collector: 'The program that reads one kind of source; it never judges what it reads.',
  control: 'Something that your company does to meet criteria, with an owner and a frequency.',
  copy: 'A document as one reader gets it, with their name on every page.',
  coverage: 'For which days a source was read without a gap, and who says that nothing is missing there.',
  criterion: 'One of the 61 Trust Services Criteria, such as CC6.1, by which a report measures your company.',
  CSOC: 'What a provider must do for your controls to be enough (complementary subservice organization control).',
  CUEC: 'What your customer must do for your controls to be enough (complementary user entity control).',
  deal: 'A sale that waits on security, known by the domain of the company that is to buy, or by a day.',
  deviation: STATES.deviation.means,
  edition: 'What your trust center said from one publishing to the next, sealed with who published it.',
  engagement: 'One examination by an audit firm: of a day (Type I), or of a window of days (Type II).',
  evidence: 'What a person attaches to show that a control was performed, with its date and who says so.',
  exception: 'Something that an auditor writes about a control in the report; nobody else makes one.',
  exclude:
    'To leave one item out of management’s view of a check, with a reason; it stays counted, and the auditor sees it.',
  follows: 'A source that follows another takes its place; days that neither accounts for stay a hole.',
  grade:
    'How close to its origin a record is: read from the source, exported by a person, a screenshot, or only stated.',
  grant: 'The right of somebody outside to read certain documents until a day; you can take it back at once.',
  'identity rules':
    'What makes accounts one person’s: an employee number, an e-mail address or a declared handle, and nothing else.',
  item: 'One member of a population, such as one change or one account.',
  ledger:
    'A log that is only added to: it proves that something is unchanged since it was received, not that it is true.',
  occurred: 'When something happened, as its source says.',
  occurrence: 'One time that a control is to be performed, such as the third quarterly access review.',
  outbox: 'The messages that your company sends to people, each with what became of it.',
  outcome: 'What a check says of one item, such as pass, deviation or unknown.',
  package: 'All of an examination in one file, which a stranger can verify and run again without this server.',
  party: 'The company of somebody who asks from outside, known by the domain of their address.',
  pending: STATES.pending.means,
  'point of focus': 'Guidance on what a criterion may call for; it is not a requirement.',
  policy: 'Rules that your company sets itself, in a text with an owner and a version, in force once it is approved.',
  population: 'All items of one kind, such as every change or every account; checks judge all of them, not samples.',
  proof: 'The hashes by which anyone computes again that an entry is in the ledger that was signed.',
  received: 'When the ledger took something, which never changes.',
  reconcile: 'To compare two sources with each other, or the count of one with ours.',
  record: 'One fact, such as a change or an account, taken from an artifact, with its place in it.',
  rejected: 'A row of a file that did not come in, so that what it tells is missing.',
  report:
    'What the audit firm issues: its opinion, management’s assertion, the description of the system, and its tests.',
  run: 'One reading of a source, or one judging of a population by its checks.',
  scope: 'What one examination is about: its type, days and categories, and what is left to providers and customers.',
  seal: 'To write into the ledger what is done, in the same step.',
  segment: 'A batch of records that never changes, and that the ledger seals as a whole.',
  series: 'A group of criteria about one subject, such as CC8, which is about changes.',
  source: 'A connected system, or a file that is imported.',
  status: 'How management sees a control; never an opinion, and never an auditor’s conclusion.',
  'subservice organization': 'A provider whose own controls are needed for the criteria, such as a hosting provider.',
  subprocessor: 'A company that processes personal data of your customers for you.',
  'system boundary':
    'The products, infrastructure, software, people, procedures, data and places that the examination is about.',
  'trust center': 'Your public page on security; its status sentence is derived from the examination, not typed.',
  unknown: STATES.unknown.means,
  unreadable: 'An item that its source names and that could not be read; it stays in its population as that.',
  unresolved: 'A name in records of which nobody has said whose it is; it stays visible and is never guessed.',
  webhook: 'An address of another system that is told what the ledger seals, by ids alone and signed.',
  window: 'The days that a Type II examination observes, from its first to its last.',
  witness: 'Somebody outside who keeps or signs checkpoints.',
} as const;

export type TermName = keyof typeof TERMS;

/** Where more than one of it is said otherwise than by an s. */
const MANY: Readonly<Record<string, TermName>> = { Criteria: 'criterion', Categories: 'category', Policies: 'policy' };

const NAMED: ReadonlyMap<string, TermName> = new Map([
  ...(Object.keys(TERMS) as TermName[]).flatMap((name): [string, TermName][] => {
    const word = capital(name);
    return [
      [word, name],
      [`${word}s`, name],
    ];
  }),
  ...Object.entries(MANY),
]);

/** The word of the vocabulary by which a page, a section, a column or a fact is headed, one or many; null: it is none. */
export const termIn = (heading: string): TermName | null => NAMED.get(heading) ?? null;
