import { DomainError } from '#/core/errors.ts';
import { reportsContract } from '#/features/reports/contract.ts';
import { sealedFrom } from '#/features/reports/firm-account.contract.ts';
import { reports } from '#/features/reports/index.ts';
import { placeInWords } from '#/features/reports/place-words.contract.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import { clientOf } from '#/app/cli/client.ts';
import { type Command, type Context, EXIT } from '#/app/cli/command.ts';
import { minute } from '#/core/time/words.ts';
import { bytesIn, objectIn } from '#/app/cli/input.ts';
import { counted } from '#/app/cli/output.ts';

const client = (context: Context) => clientOf(context, reportsContract, reports);
type Facts = Awaited<ReturnType<ReturnType<typeof client>['draft']>>['facts'];

const ID = { name: 'ID', doc: 'The document that is the report.' } as const;

const list: Command = {
  name: 'trust report list',
  needs: 'organization',
  summary: 'The SOC 2 reports among the documents, and how far their facts are.',
  details: '',
  args: [],
  options: [],
  examples: [],
  run: async (_, to, context) => {
    const found = await client(context).list({});
    to.document(found, () => {
      if (found.reports.length === 0)
        return to.line('There is none. Add one: attestry trust document add FILE --kind soc2-report');
      to.table(found.reports, [
        { title: 'id', of: ({ document }) => document, style: () => 'faint' },
        { title: 'title', of: ({ title }) => title, style: () => 'strong' },
        { title: 'facts', of: ({ state, version }) => (version === 0 ? 'none yet' : `version ${version}, ${state}`) },
        { title: 'recorded by', of: ({ recordedBy }) => recordedBy ?? '' },
        { title: 'confirmed by', of: ({ inForce }) => inForce?.confirmedBy ?? '' },
        {
          title: 'sealed by the firm',
          of: ({ sealedBy }) =>
            sealedBy === null ? '' : `${sealedBy.firm}${sealedBy.address === 'mailed' ? '' : ', not confirmed'}`,
        },
      ]);
    });
    return EXIT.fine;
  },
};

const draft: Command = {
  name: 'trust report draft',
  needs: 'organization',
  summary: 'The facts of a report as JSON, to be filled in and recorded.',
  details:
    'It begins with what was recorded before, or with what the examination here says. Each fact names the page on which it stands. What says "these", "none" or "nothing" tells apart what the report lists, what it says that there is none of, and what it does not speak of.',
  args: [ID],
  options: [{ name: 'engagement', value: 'ID', doc: 'Begin anew, with what this examination says.' }],
  examples: [{ line: 'attestry trust report draft 5e1f…', doc: 'Put it into a file, and edit it there.' }],
  run: async (given, to, context) => {
    const [document = ''] = given.args;
    const engagement = given.text('engagement');
    const found = await client(context).draft({ document, ...(engagement === undefined ? {} : { engagement }) });
    to.document(found, () => to.line(JSON.stringify(found.facts, null, 2)));
    return EXIT.fine;
  },
};

const record: Command = {
  name: 'trust report record',
  needs: 'organization',
  summary: 'Record what a report says, sealed with the hash of its file.',
  details:
    'Nothing of it is public until a second person confirms it. Without all that belongs to it, it is kept as the draft, what is missing is listed, and it ends with 1.',
  args: [ID, { name: 'FILE', doc: 'The facts, as "attestry trust report draft" prints them.' }],
  options: [
    {
      name: 'bridge-letter',
      value: 'ID',
      doc: 'The document that is management’s letter, of which FILE says up to when it speaks, when it was signed and on which page of it that stands; readers open it from the report.',
    },
  ],
  examples: [
    { line: 'attestry trust report record 5e1f… facts.json', doc: 'All that the file says.' },
    {
      line: 'attestry trust report record 5e1f… facts.json --bridge-letter 7c0a…',
      doc: 'With the letter that "attestry trust document list" has.',
    },
  ],
  run: async (given, to, context) => {
    const [document = '', file = ''] = given.args;
    const facts = withLetter((await objectIn(file)) as unknown as Facts, given.text('bridge-letter'));
    const api = client(context);
    const { revision } = await api.draft({ document });
    const { faults } = await api.save({ document, revision, facts });
    if (faults.length > 0) {
      to.document({ version: 0, digest: '', position: -1, faults }, () => {
        to.line(`Kept as the draft. ${counted(faults.length, 'place', 'places')} to mend before it can be recorded:`);
        to.table(faults, [
          { title: 'where', of: ({ where }) => placeInWords(where, facts), style: () => 'strong' },
          { title: 'what', of: ({ because }) => because },
          { title: 'in the file', of: ({ where }) => where, style: () => 'faint' },
        ]);
      });
      return EXIT.found;
    }
    const done = await api.record({ document, facts });
    to.document({ ...done, faults: [] }, () => {
      to.line(`Version ${done.version}, sealed at position ${done.position}. A second person confirms it:`);
      to.line(`attestry trust report confirm ${document} --digest ${done.digest}`);
    });
    return EXIT.fine;
  },
};

/** The facts with the letter that was chosen. What is said of it stands in the file. */
function withLetter(facts: Facts, letter: string | undefined): Facts {
  if (letter === undefined) return facts;
  if (facts.bridge == null)
    throw new DomainError('input_invalid', {
      where: 'bridge',
      because: 'the file says nothing of a letter: say in it, under "bridge", "through" and "dated"',
    });
  return { ...facts, bridge: { ...facts.bridge, document: letter } };
}

const show: Command = {
  name: 'trust report show',
  needs: 'organization',
  summary: 'The latest facts of a report, how they stand, and who did what with them.',
  details: '',
  args: [ID],
  options: [],
  examples: [],
  run: async ({ args: [document = ''] }, to, context) => {
    const found = await client(context).show({ document });
    to.document(found, () => {
      const { report, facts, digest, history } = found;
      to.line(to.style(`${report.title}, ${counted(report.pages, 'page', 'pages')}`, 'strong'));
      to.line(`SHA-256 of its file: ${report.sha256}`);
      if (report.sealedBy !== null)
        to.line(
          `Sealed by ${report.sealedBy.firm} (${report.sealedBy.person}), ${minute(report.sealedBy.at, context.zone)}, ${sealedFrom(report.sealedBy)}.`,
        );
      if (facts === null) return to.line('Nobody recorded its facts. Begin: attestry trust report draft …');
      to.line(`Version ${report.version}, ${report.state}; digest ${digest}`);
      if (!report.isOfFile) to.line('They are of another file than the one that is there now.');
      to.table(history, [
        { title: 'what', of: ({ what, version }) => `${what}, version ${version}` },
        { title: 'by', of: ({ person }) => person },
        { title: 'when', of: ({ at }) => minute(at, context.zone) },
        { title: 'why', of: ({ reason }) => reason },
        { title: 'position', of: ({ position }) => String(position), right: true },
      ]);
      to.line(JSON.stringify(facts, null, 2));
    });
    return EXIT.fine;
  },
};

const confirm: Command = {
  name: 'trust report confirm',
  needs: 'organization',
  summary: 'Confirm the facts of a report that somebody else recorded.',
  details:
    'Compare each fact with the page that it names first. Whoever recorded them is refused, also by the database. From then on readers see them, and the public page tells of the report.',
  args: [ID],
  options: [
    {
      name: 'digest',
      value: 'SHA256',
      doc: 'Of the facts that you compared, as "attestry trust report show" prints it.',
    },
  ],
  examples: [],
  run: async (given, to, context) => {
    const [document = ''] = given.args;
    const digest = given.needed('digest', 'Say which facts you compared, with --digest.');
    const api = client(context);
    const { report } = await api.show({ document });
    const done = await api.confirm({ document, version: Math.max(report.version, 1), digest });
    to.document(done, () => to.line(`Confirmed, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const withdraw: Command = {
  name: 'trust report withdraw',
  needs: 'organization',
  summary: 'Take the facts of a report back, at once.',
  details: 'The file stays what it is; "attestry trust document retire" gives it to nobody any more.',
  args: [ID],
  options: [{ name: 'reason', value: 'TEXT', doc: 'Why, in a few words.' }],
  examples: [],
  run: async (given, to, context) => {
    const [document = ''] = given.args;
    const reason = given.needed('reason', 'Say why, with --reason.');
    const done = await client(context).withdraw({ document, reason });
    to.document(done, () => to.line(`Taken back, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

const seal: Command = {
  name: 'trust report seal',
  needs: 'organization',
  summary: 'For the firm: seal the hash of a report that it issued, from its own copy.',
  details: 'It works with --server and the account of an auditor of the examination only. The file stays with you.',
  args: [{ name: 'FILE', doc: 'The report as it was issued.' }],
  options: [{ name: 'engagement', value: 'ID', doc: 'The examination on which it is.' }],
  examples: [],
  run: async (given, to, context) => {
    const [file = ''] = given.args;
    const engagement = given.needed('engagement', 'Say of which examination, with --engagement.');
    const sha256 = sha256Hex(await bytesIn(file));
    const done = await client(context).seal({ engagement, sha256 });
    to.document(done, () => to.line(`${sha256}, sealed at position ${done.position}.`));
    return EXIT.fine;
  },
};

export const commands: readonly Command[] = [list, draft, record, show, confirm, withdraw, seal];
