import { Button, Checkbox, ColorInput, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Act } from '#web/kit/Dialog.tsx';
import { Text as Line } from '#web/kit/Fields.tsx';
import { FileChoice } from '#web/kit/FileField.tsx';
import { Section } from '#web/kit/Page.tsx';
import { type Content, type PartProps, useSaving } from './draft.ts';
import { ProblemList } from './ProblemList.tsx';

/** The words that stand first, and how the page looks. */
export function Overview({ draft, may }: PartProps) {
  const { content } = draft;
  const saving = useSaving(draft);
  const [overview, setOverview] = useState(content.overview);
  const [look, setLook] = useState(content.look);
  const [mayNameFirm, setMayNameFirm] = useState(content.mayNameFirm);
  return (
    <Section title="Overview and look">
      <ProblemList draft={draft} of={['overview', 'look']} />
      <fieldset disabled={!may} className="plain">
        <Act
          acting={{ ...saving, mutate: () => saving.mutate({ overview, look, mayNameFirm }) }}
          label="Save to the draft"
          isSecond
        >
          <Textarea
            label="Overview"
            name="overview"
            description="What you do, for whom, and how you protect it. Paragraphs, lists by “- ”, **bold** and [links](https://…)."
            value={overview}
            onChange={({ currentTarget }) => setOverview(currentTarget.value)}
            autosize
            minRows={6}
            maxRows={20}
          />
          <Look look={look} setLook={setLook} may={may} />
          <Checkbox
            label="The engaged firm agreed to be named"
            description="Otherwise the page says that a licensed CPA firm is engaged, and not which."
            checked={mayNameFirm}
            onChange={({ currentTarget }) => setMayNameFirm(currentTarget.checked)}
          />
        </Act>
      </fieldset>
      <Text size="sm" c="dimmed" mt="md" className="prose">
        The status sentence is not written here, nor anywhere: it follows from the examination, the engaged firm and the
        report.
      </Text>
    </Section>
  );
}

interface LookProps {
  readonly look: Content['look'];
  readonly setLook: (look: Content['look']) => void;
  readonly may: boolean;
}

/** The company's own name, mark and color. */
function Look({ look, setLook, may }: LookProps) {
  return (
    <Stack gap="sm" maw={520}>
      <Line
        label="Name on the page"
        name="name"
        value={look.name}
        set={(name) => setLook({ ...look, name })}
        required={false}
        hint="Empty: that of the organization."
      />
      <Line
        label="Website"
        name="website"
        value={look.website}
        set={(website) => setLook({ ...look, website })}
        required={false}
        hint="Begins with https://"
      />
      <ColorInput
        label="Accent"
        name="accent"
        description="Of links and marks. It needs a contrast of 4.5 to 1 on white; at night it is made lighter by itself."
        value={look.accent}
        onChange={(accent) => setLook({ ...look, accent: accent.toLowerCase() })}
        format="hex"
        withEyeDropper={false}
        disabled={!may}
      />
      <div>
        <Text size="sm" fw={500}>
          Mark
        </Text>
        <Text size="xs" c="dimmed">
          An SVG image, without scripts. {look.mark === '' ? 'None yet.' : 'There is one.'}
        </Text>
        <Group gap="xs" mt={4}>
          <FileChoice
            accept="image/svg+xml,.svg"
            disabled={!may}
            set={(file) => void file.text().then((mark) => setLook({ ...look, mark: mark.trim() }))}
          >
            {(props) => (
              <Button size="xs" variant="default" {...props}>
                Choose an image
              </Button>
            )}
          </FileChoice>
          {look.mark !== '' && (
            <Button size="xs" variant="default" onClick={() => setLook({ ...look, mark: '' })}>
              Take it off
            </Button>
          )}
        </Group>
      </div>
    </Stack>
  );
}
