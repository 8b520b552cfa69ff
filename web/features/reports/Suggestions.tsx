import { Alert, Button, Group, List, Text } from '@mantine/core';
import type { FactField } from '#/features/reports/fields.contract.ts';
import type { Value } from '#/features/reports/place-words.contract.ts';
import { compared, type Proposal } from '#/features/reports/proposed.contract.ts';
import { typed } from './paths.ts';
import { useSuggested } from './reading.ts';
import { otherwise, type Suggesting } from './suggesting.ts';

interface Props {
  readonly suggesting: Suggesting;
  readonly fields: readonly FactField[];
  /** The facts without what is suggested. */
  readonly before: Value;
}

/** What the file seems to say, with the page and the very words: a person says of each whether it is so. */
export const Suggestions = ({ suggesting, fields, before }: Props) => (
  <>
    {suggesting.proposals.map((proposal) => (
      <One key={proposal.says.map(({ place }) => place).join(' ')} {...{ proposal, suggesting, fields, before }} />
    ))}
    {suggesting.waiting.length > 0 && (
      <Text size="sm" ta="right">
        Look at what is suggested first, and say of each whether the page says so.
      </Text>
    )}
  </>
);

function One({ proposal, suggesting: { decided, decide }, fields, before }: Props & { readonly proposal: Proposal }) {
  const standing = compared(proposal, before);
  const said = decided.get(proposal);
  const { page } = proposal;
  if (standing === 'same')
    return (
      <Text size="sm" c="dimmed">
        {namesOf(proposal, fields)}: page {page} of the file says the same, “{proposal.words}”
      </Text>
    );
  const [yes, no] =
    standing === 'otherwise'
      ? ['Put in what the file says', 'Leave what is there']
      : [`I looked: page ${page} says so`, 'It does not say so'];
  const about = `: ${namesOf(proposal, fields)}`;
  return (
    <Alert
      variant="outline"
      color={standing === 'otherwise' ? 'brick' : 'gray'}
      title={standing === 'otherwise' ? `The file says otherwise, on page ${page}` : `Suggested from page ${page}`}
    >
      <Says proposal={proposal} fields={fields} before={before} />
      <blockquote className="statement words">{proposal.words}</blockquote>
      {said === undefined ? (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => decide(proposal, true)} aria-label={`${yes}${about}`}>
            {yes}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => decide(proposal, false)} aria-label={`${no}${about}`}>
            {no}
          </Button>
        </Group>
      ) : (
        <Text size="sm" role="status">
          {said ? 'Stands above. Save it to the draft.' : 'Left out.'}
        </Text>
      )}
    </Alert>
  );
}

const labelOf = (fields: readonly FactField[], place: string): string =>
  fields.find((field) => field.place === place)?.label ?? place;

const namesOf = ({ says }: Proposal, fields: readonly FactField[]): string =>
  says.map(({ place }) => labelOf(fields, place)).join(', ');

/** Each value by its field, and what stands there instead. */
function Says({ proposal, fields, before }: Omit<Props, 'suggesting'> & { readonly proposal: Proposal }) {
  const { theirs } = useSuggested();
  const others = otherwise(proposal, before);
  const shown = (place: string, value: unknown): string => {
    const field = fields.find((each) => each.place === place);
    const text = typed(value, field?.kind ?? 'line');
    return field?.choices?.find((choice) => choice.value === text)?.label ?? text;
  };
  return (
    <List size="sm">
      {proposal.says.map(({ place, value }) => (
        <List.Item key={place}>
          {labelOf(fields, place)}: <strong>{shown(place, value)}</strong>
          {others.has(place) && `. ${theirs} says: ${shown(place, others.get(place))}`}
        </List.Item>
      ))}
    </List>
  );
}
