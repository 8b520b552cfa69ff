import { Checkbox, NumberInput, Stack, TagsInput, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BriefText } from '#web/features/reports/BriefText.tsx';
import { Answer } from '#web/kit/Answer.tsx';
import { Act } from '#web/kit/Dialog.tsx';
import { FileField } from '#web/kit/FileField.tsx';
import { Section } from '#web/kit/Page.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted } from '#web/kit/when.ts';
import { api, ask, changed } from '#web/shell/api.ts';
import { turning } from './Briefs.tsx';
import { useMay } from '#web/shell/programme.ts';

type Found = Answered<'grants', 'rules'>;

/** Who is let in without anybody deciding. */
export function Rules() {
  const found = useQuery(ask('grants', 'rules', {}));
  const may = useMay('trust:write');
  return (
    <Answer of={found}>
      {(rules) => (
        <>
          <Section title="Let in without asking">
            <Text className="prose" c="dimmed" mb="md">
              A rule looks at the address that was shown to be theirs. Addresses that anybody gets, such as those of
              free mail, are always yours to decide. Documents under the agreement still open only after it is signed.
            </Text>
            {may ? <Form found={rules} /> : <Text>{inWords(rules)}</Text>}
          </Section>
          {may && (
            <CompanyList
              title="Customers"
              now={counted(rules.customers, 'customer')}
              replace={async (text) => {
                const { customers, refused } = await api.grants.setCustomers({ text });
                return { says: `${counted(customers, 'customer')} on the list.`, refused };
              }}
            />
          )}
          {may && (
            <CompanyList
              title="Open deals"
              now={counted(rules.deals, 'company', 'companies')}
              replace={async (text) => {
                const { deals, refused } = await api.grants.setDeals({ text });
                return { says: `${counted(deals, 'company', 'companies')} with an open deal on the list.`, refused };
              }}
            />
          )}
        </>
      )}
    </Answer>
  );
}

function inWords({ rules: { domains, customers, deals, nda, days } }: Found): string {
  const parts = [
    ...(domains.length === 0 ? [] : [`addresses at ${domains.join(', ')}`]),
    ...(customers ? ['customers on the list'] : []),
    ...(deals ? ['companies with an open deal'] : []),
    ...(nda ? ['companies with an agreement in force'] : []),
  ];
  return parts.length === 0 ? 'Nobody: a person decides each time.' : `${parts.join('; ')}, for ${days} days.`;
}

function Form({ found: { rules } }: { readonly found: Found }) {
  const [given, setGiven] = useState(rules);
  const acting = useMutation({ mutationFn: () => api.grants.setRules(given), onSuccess: () => changed('grants') });
  const tick = (name: 'customers' | 'deals' | 'nda' | 'download') => ({
    checked: given[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setGiven({ ...given, [name]: event.currentTarget.checked }),
  });
  return (
    <Stack maw={560}>
      <Act acting={acting} label="Save the rules">
        <TagsInput
          label="Addresses at these domains"
          name="domains"
          placeholder="partner.example"
          value={[...given.domains]}
          onChange={(domains) => setGiven({ ...given, domains })}
        />
        <Checkbox label="Customers on the list" {...tick('customers')} />
        <Checkbox label="Companies with an open deal" {...tick('deals')} />
        <Checkbox label="Companies with an agreement in force" {...tick('nda')} />
        <NumberInput
          label="For so many days"
          name="days"
          min={7}
          max={365}
          value={given.days}
          onChange={(value) => setGiven({ ...given, days: Number(value) })}
        />
        <Checkbox label="Offer the file to save" {...tick('download')} />
        <RuleBriefs read={given.briefs} setRead={(briefs) => setGiven({ ...given, briefs: [...briefs] })} />
        {acting.isSuccess && (
          <Text size="sm" role="status">
            Saved.
          </Text>
        )}
      </Act>
    </Stack>
  );
}

/** A report with exceptions is given by a rule only where those who own accounts have read the brief on them. */
function RuleBriefs({ read, setRead }: RuleBriefsProps) {
  const found = useQuery(ask('reports', 'briefs', {}));
  return (
    <>
      {found.data?.briefs.map((brief) => (
        <RuleBrief key={brief.document} brief={brief} read={read} setRead={setRead} />
      ))}
      {found.data?.unknown.map(({ document, title }) => (
        <Text key={document} size="sm" c="dimmed">
          {`Nobody confirmed what “${title}” says, so that whether it holds exceptions is not known here: no rule gives it, and requests for it wait.`}
        </Text>
      ))}
    </>
  );
}

interface RuleBriefsProps {
  /** Positions of the briefs that were ticked. */
  readonly read: readonly number[];
  readonly setRead: (read: readonly number[]) => void;
}

function RuleBrief({
  brief,
  read,
  setRead,
}: RuleBriefsProps & { readonly brief: Answered<'reports', 'briefs'>['briefs'][number] }) {
  const { title, position } = brief;
  if (position === null)
    return (
      <Text size="sm" c="dimmed">
        {`“${title}” holds exceptions and has no brief on them as they are: no rule gives it, and requests for it wait.`}
      </Text>
    );
  return (
    <div>
      <Checkbox
        label={`Give “${title}”, which holds exceptions: those who own accounts have read the brief`}
        description="Otherwise requests for it wait for a person. When the brief changes, they wait again."
        checked={read.includes(position)}
        onChange={(event) => turning(read, position, setRead)(event.currentTarget.checked)}
      />
      <details style={{ marginTop: 8 }}>
        <summary>The brief</summary>
        <BriefText brief={brief} />
      </details>
    </div>
  );
}

interface CompanyListProps {
  readonly title: string;
  /** How many are on it now. */
  readonly now: string;
  readonly replace: (text: string) => Promise<{ readonly says: string; readonly refused: readonly number[] }>;
}

/** A list of companies, replaced by a file. */
function CompanyList({ title, now, replace }: CompanyListProps) {
  const [file, setFile] = useState<File | null>(null);
  const acting = useMutation({
    mutationFn: async () => (file === null ? null : replace(await file.text())),
    onSuccess: () => changed('grants'),
  });
  const refused = acting.data?.refused ?? [];
  return (
    <Section title={title}>
      <Stack maw={560}>
        <Act acting={acting} label={`Replace the list of ${title.toLowerCase()}`} disabled={file === null}>
          <FileField
            label={`A list: ${now} now`}
            description="CSV with a domain in each line, and after a comma a name. It takes the place of the whole list."
            required
            accept=".csv,text/csv,text/plain"
            value={file}
            set={setFile}
          />
          {acting.isSuccess && (
            <Text size="sm" role="status">
              {acting.data?.says}
              {refused.length > 0 && ` No domain of one company stands in line ${refused.join(', ')}.`}
            </Text>
          )}
        </Act>
      </Stack>
    </Section>
  );
}
