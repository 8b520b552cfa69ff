import { STATES } from './states.ts';
import { capital } from './words.ts';

/** The vocabulary, each word in one sentence. It names the words of docs/glossary.md, which says more of each. */
export const TERMS = {
  'access request': 'What somebody outside asks for in order to read documents; a person or a rule decides.',
  account: 'A login in one system; its owner is a person, a machine, or not known yet.',
  adopt: 'To take a control of the library into your programme, where its wording becomes yours to change.',
  agreement: 'What a company outside signs before its people read what is kept under it.',
  artifact: 'Bytes exactly as they were received, such as an export, a page of an API or a screenshot.',
  'as of': 'What was known at that moment; whatever arrived later is left out.',
  assessment:
    'What you say of your company before anything is connected, and what follows from it; it is said, not shown.',
  'bridge letter': 'A letter in which management speaks of the months after the last day that a report covers.',
  'carve-out':
    'The method by which a provider’s controls are left out of your report and its own report is relied upon; the other is to include them.',
  category: 'Security, Availability, Processing Integrity, Confidentiality or Privacy; Security is always in scope.',
  check: 'A rule of the tool that judges every item of a population; only an auditor tests.',
  checkpoint:
    'The signed size and root of the ledger, by which anyone proves later that nothing before it was changed.',
  collected: 'When something was fetched from its source.',
  collector: 'The code that reads one kind of source; it never judges what it reads.',
  control: 'What your company does; it serves criteria, has an owner and a frequency.',
  copy: 'A document as one reader gets it: made for them, with their name on every page, and known by its hash.',
  coverage: 'The time that the readings of a source account for, and by whose count.',
  criterion: 'One of the 61 Trust Services Criteria, such as CC6.1, that a report speaks about.',
  CSOC: 'Complementary subservice organization control: what a provider must do for your controls to be enough.',
  CUEC: 'Complementary user entity control: what your customer must do for your controls to be enough.',
  deal: 'A sale that waits on security; here it is the company that is to buy, known by its domain, or a day.',
  deviation: STATES.deviation.means,
  edition: 'What your trust center said from one publishing to the next, sealed with who published it.',
  engagement: 'One examination: Type I as of a day, or Type II over a window of days.',
  evidence: 'What a person attaches to show that a control was performed, with its date and who says so.',
  exception: 'Something that an auditor writes about a control in the report; nobody else makes one.',
  exclude:
    'To take one item out of management’s view of a check, with a reason; it stays counted, and the auditor sees it.',
  follows:
    'That a source takes the place of another; each accounts for its own time, and a gap between them stays a hole.',
  grade: 'How close to its origin a record is: read from the source, exported by a person, a screenshot, or stated.',
  grant: 'That somebody outside may read certain documents until a day; it can be taken back at once.',
  'identity rules':
    'How accounts, authors and addresses become one person: by employee number, e-mail address or a declared handle, and by nothing else.',
  item: 'One member of a population, such as one change or one account.',
  ledger:
    'A log to which entries are only added; it proves that something is unchanged since it was received, not that it is true.',
  occurred: 'When something happened, as its source says.',
  occurrence: 'One expected performance of a control, such as the third quarterly access review.',
  outbox: 'The messages of your company to people, each with what became of it.',
  outcome: 'What a check says of one item; the outcomes of a run add up to the whole population.',
  package: 'One archive of an examination that a stranger can verify and run again without this server.',
  party: 'The company that somebody outside asks for, known by the domain of their address.',
  pending: STATES.pending.means,
  'point of focus': 'Guidance that stands under a criterion; it is not a requirement.',
  policy:
    'Rules that your company gives itself, in one text with an owner and a version, in force once it is approved.',
  population: 'All items of one kind, such as every change or every account; checks judge all of them, not samples.',
  proof:
    'The hashes that lead from one entry of the ledger to a signed checkpoint, so that anyone can compute it again.',
  received: 'When the ledger took something; it never changes.',
  reconcile: 'To hold two sources against each other, or the count of one against ours.',
  record: 'One typed fact taken from an artifact, with its place in it.',
  report:
    'What the audit firm issues: its opinion, management’s assertion, the description of the system, and its tests.',
  run: 'One reading of a source, or one judging of a population.',
  scope:
    'What one examination is about: its type, its days, its categories, and what is left to providers and customers.',
  seal: 'To add an entry to the ledger in the same step as what it says.',
  segment: 'A batch of records that never changes, which the ledger seals as a whole.',
  series: 'A group of criteria, such as CC8, change management.',
  source: 'A connected system, or a file that is imported.',
  status: 'Management’s view of a control; never an opinion, and never an auditor’s conclusion.',
  'subservice organization': 'A provider whose own controls are needed for the criteria, such as a hosting provider.',
  subprocessor: 'Whoever processes personal data of your customers for you, in the sense of privacy law.',
  'system boundary':
    'The products, infrastructure, software, people, procedures, data and places that the examination is about.',
  'trust center': 'Your public page on security; its status sentence is derived from the examination, not typed.',
  unknown: STATES.unknown.means,
  unresolved: 'A name of which nobody knows whose it is; it stays visible and is never guessed.',
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

/** Whether words that stand somewhere have that word of the vocabulary in them, one or many, so that it alone tells what is explained. */
export const isSaidIn = (words: string, term: TermName): boolean =>
  words.toLowerCase().includes(term.toLowerCase()) ||
  words.split(/[^\p{L}]+/u).some((word) => termIn(capital(word)) === term);
