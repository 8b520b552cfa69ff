import { Button, Code, CopyButton, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { PACKAGE_KEPT_DAYS } from '#/features/jobs/contract.ts';
import { Answer, Empty, Problem } from '#web/kit/Answer.tsx';
import { Page, Section } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { When } from '#web/kit/When.tsx';
import { counted, size, withDays } from '#web/kit/when.ts';
import { By } from '#web/features/people/By.tsx';
import { useJob } from '#web/features/jobs/live.ts';
import { PackageFile } from '#web/features/jobs/PackageFile.tsx';
import { Progress } from '#web/features/jobs/Progress.tsx';
import { api, ask, changed } from '#web/shell/api.ts';
import { type Engagement, useMay, useProgramme } from '#web/shell/programme.ts';

type Package = Answered<'jobs', 'packages'>['packages'][number];

/** An examination in one file: it is written here, taken from here, and verified anywhere else. */
export function PackagesPage() {
  const found = useQuery(ask('jobs', 'packages', {}));
  const writes = useMay('packages:write');
  const isAuditor = useMay('audit:read');
  return (
    <Answer of={found} page="Packages">
      {({ packages }) => (
        <Page
          title="Packages"
          term="package"
          above={[{ to: '/ledger', label: 'Ledger' }]}
          lead={<Lead packages={packages} writes={writes} />}
          actions={writes && <Write />}
        >
          {writes && <Writing packages={packages} />}
          <Section title="There to download">
            <There packages={packages} />
          </Section>
          <Section title="What is in it">
            <Contents />
          </Section>
          <Section title={isAuditor ? 'How you verify it' : 'How a stranger verifies it'}>
            <ByAStranger engagement={packages[0]?.engagement ?? null} />
          </Section>
        </Page>
      )}
    </Answer>
  );
}

function Lead({ packages, writes }: { readonly packages: readonly Package[]; readonly writes: boolean }) {
  const [newest] = packages;
  if (newest === undefined)
    return writes
      ? 'None is there. It takes a minute or a few to write one, and nothing else waits for it.'
      : 'None is there now. Management writes one when you ask for it.';
  return (
    <>
      {counted(packages.length, 'package is', 'packages are')} there to download; the newest was written{' '}
      <When at={newest.finished} />.
    </>
  );
}

/** Of the examination that is looked at: its package holds everything up to the moment at which it is begun. */
function Write() {
  const { engagement } = useProgramme();
  const job = useJob('package', engagement?.id ?? '');
  const isAtWork = job !== undefined && job.finished === null;
  const writing = useMutation({
    mutationFn: (id: string) => api.jobs.package({ engagement: id }),
    onSuccess: () => changed('jobs'),
  });
  if (engagement === null) return null;
  return (
    <>
      <Button loading={writing.isPending} disabled={isAtWork} onClick={() => writing.mutate(engagement.id)}>
        Write a package
      </Button>
      {writing.isError && <Problem error={writing.error} />}
    </>
  );
}

function Writing({ packages }: { readonly packages: readonly Package[] }) {
  const { engagement } = useProgramme();
  const job = useJob('package', engagement?.id ?? '');
  if (engagement === null)
    return <Text>A package is of an examination. There is one as soon as Scope says what is examined.</Text>;
  return (
    <>
      <Text size="sm" mb={8}>
        {`It is written of ${withDays(engagement.name)}, as everything stands when it is begun. That it was written is sealed.`}
      </Text>
      <Progress job={job} ended={packages.some((each) => each.job === job?.id) ? 'Written: it is below' : 'Written'} />
    </>
  );
}

function There({ packages }: { readonly packages: readonly Package[] }) {
  const known = useQuery(ask('engagements', 'list', {})).data?.engagements ?? [];
  if (packages.length === 0)
    return (
      <Empty
        what="Nothing to download"
        why={`A file stays here for ${PACKAGE_KEPT_DAYS} days after it was written, or until something is erased. It can be written again at any time, and then holds what was sealed since, too.`}
      />
    );
  return (
    <>
      <Records label="Packages" rows={packages} keyOf={({ job }) => job} columns={columnsFor(known)} />
      <Text size="sm" c="dimmed" mt={8}>
        {`A file stays here for ${PACKAGE_KEPT_DAYS} days, or until something is erased, and can be written again at any time. Who took it stands in the audit log.`}
      </Text>
    </>
  );
}

const columnsFor = (known: readonly Engagement[]): readonly Column<Package>[] => [
  {
    head: 'Examination',
    cell: ({ engagement }) => withDays(known.find(({ id }) => id === engagement)?.name ?? engagement),
  },
  { head: 'Written', cell: ({ finished }) => <When at={finished} exact /> },
  { head: 'By', cell: ({ person }) => <By of={person} /> },
  { head: 'Size', cell: ({ bytes }) => <span className="whole">{size(bytes)}</span> },
  { head: 'SHA-256', cell: ({ sha256 }) => (sha256 === null ? 'not noted' : <Digest of={sha256} />) },
  { head: 'Stays until', cell: ({ until }) => <When at={until} /> },
  {
    head: 'File',
    acts: true,
    cell: ({ job, engagement }) => <PackageFile job={job} subject={engagement} />,
  },
];

const Digest = ({ of }: { readonly of: string }) => (
  <span className="mono" style={{ overflowWrap: 'anywhere' }}>
    {of}
  </span>
);

/** Whoever holds the file reads all of it, whatever the console shows them: that is said before it is taken. */
function Contents() {
  const isAuditor = useMay('audit:read');
  return (
    <>
      <ul className="prose" style={{ paddingLeft: 18 }}>
        <li>The controls, management’s view of each, and the answers of each check, item by item.</li>
        <li>All records, of every population, with the files that those of the window were read from.</li>
        <li>What people attached, decided, excluded and erased; what was erased is gone there, too.</li>
        <li>The whole log with its proofs, from the first entry to the one that says that the package was written.</li>
      </ul>
      <p className="prose">
        <strong>It holds more than this console shows an auditor</strong>: the whole log has the audit log, and entries
        of other examinations and of the trust center, with names and addresses of people. The log can be proven only as
        a whole.{' '}
        {isAuditor
          ? 'Management hands it to you with that. Take it where you keep what is confidential.'
          : 'Owners and admins can take it here, and so can the auditors of its examination; give it to nobody else who may not read all of that.'}
      </p>
    </>
  );
}

/** On another machine, without this server. Whoever shows the key and the file together could have made both. */
function ByAStranger({ engagement }: { readonly engagement: string | null }) {
  const { engagement: looked } = useProgramme();
  const isAuditor = useMay('audit:read');
  const shown = useQuery(ask('ledger', 'show', {}));
  const id = engagement ?? looked?.id ?? 'engagement';
  const file = `${id.replaceAll(/[^\w.-]/g, '-')}.tar`;
  return (
    <Answer of={shown}>
      {({ verifier }) => (
        <>
          <ol className="prose" style={{ paddingLeft: 20 }}>
            {(isAuditor ? STEPS.own : STEPS.others).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <Lines
            of={`sha256sum ${file}\nattestry package verify ${file} --key '${verifier}'\nattestry package reperform ${file}`}
          />
          <Text size="sm" c="dimmed" mt={8}>
            It proves that what is in it is unchanged since it was received, and not that it is true, nor that
            everything was put in.
          </Text>
        </>
      )}
    </Answer>
  );
}

const STEPS = {
  own: [
    'Take Attestry from its public source code, and not from the company. It needs no server and no network.',
    'Compare the key below with the one that you have from the company by another way than this server, such as on paper. Whoever made up a file could show a key to it.',
    'Run the three lines: the file came whole, with the SHA-256 above; no bit of what is in it was changed since it was received, and the log is signed by that key; and each check, run again on the sealed records, says the same.',
  ],
  others: [
    'They take Attestry from its public source code, and not from you. It needs no server and no network.',
    'They get the key of this log from you by another way than the file, such as on paper. Without it anybody could have made the file.',
    'They run the three lines: the file came whole, with the SHA-256 above; no bit of what is in it was changed since it was received, and the log is signed by your key; and each check, run again on the sealed records, says the same.',
  ],
} as const;

const Lines = ({ of }: { readonly of: string }) => (
  <>
    <Code block tabIndex={0}>
      {of}
    </Code>
    <CopyButton value={of}>
      {({ copied, copy }) => (
        <Button mt={8} size="compact-sm" variant="default" onClick={copy}>
          {copied ? 'Copied' : 'Copy the lines'}
        </Button>
      )}
    </CopyButton>
  </>
);
