import { Button, Stack, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Problem } from '#web/kit/Answer.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { Section } from '#web/kit/Page.tsx';
import { api, apiHere, changed } from '#web/shell/api.ts';
import { WhichItFollows } from './Follows.tsx';
import { HandIn } from './HandIn.tsx';
import { type Schema, type Setting, settingsOf, valuesOf } from './schema.ts';
import { type Collector, givenOf, Secrets, type Typed } from './Secrets.tsx';
import { SettingField } from './SettingField.tsx';

/** What it must be allowed to, how to reach it, a test, and then the first reading. */
export function Connect({ collector }: { readonly collector: Collector }) {
  const settings = settingsOf(collector.settings as Schema);
  const [id, setId] = useState(collector.id);
  const [typed, setTyped] = useState<Typed>({});
  const [secrets, setSecrets] = useState<Typed>({});
  const [follows, setFollows] = useState<string | null>(null);
  const navigate = useNavigate();
  const given = () => ({
    collector: collector.id,
    settings: valuesOf(settings, typed),
    secrets: givenOf(secrets),
  });
  const trying = useMutation({ mutationFn: async () => api.sources.try(given()) });
  const adding = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      await here.sources.add({ id, ...given(), follows });
      await here.jobs.collect({ source: id });
    },
    onSuccess: () => changed('sources', 'jobs').then(() => navigate({ to: '/sources/$id', params: { id } })),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        trying.mutate();
      }}
    >
      <Stack gap="md">
        <Privileges of={collector.privileges} />
        <Section title="How to reach it">
          <Stack gap="md">
            <Text
              label="Name of the source"
              hint="How it is called here: lowercase letters, digits and dashes."
              value={id}
              set={setId}
            />
            <Settings settings={settings} typed={typed} set={setTyped} />
            <Secrets of={collector.secrets} typed={secrets} set={setSecrets} />
            <WhichItFollows populations={collector.populations} value={follows} set={setFollows} />
          </Stack>
        </Section>
        <Button type="submit" variant={trying.isSuccess ? 'default' : 'filled'} loading={trying.isPending}>
          Test the connection
        </Button>
        {trying.isError && <Problem error={trying.error} />}
        {trying.isSuccess && <Seen lines={trying.data.seen} />}
        {trying.isSuccess && (
          <Button loading={adding.isPending} onClick={() => adding.mutate()}>
            Connect it and read it now
          </Button>
        )}
        {adding.isError && <Problem error={adding.error} />}
      </Stack>
    </form>
  );
}

interface SettingsProps {
  readonly settings: readonly Setting[];
  readonly typed: Typed;
  readonly set: (change: (before: Typed) => Typed) => void;
}

/** What must be said first; the rest has good presets and stays folded. */
function Settings({ settings, typed, set }: SettingsProps) {
  const needed = settings.filter(({ required }) => required);
  const first = needed.length > 0 ? needed : settings.slice(0, 1);
  const rest = settings.filter((setting) => !first.includes(setting));
  const takesFile = settings.some(({ name }) => name === 'path');
  const explains = settings.some(({ name }) => name === 'mapping');
  const field = (setting: Setting) => (
    <SettingField
      key={setting.name}
      setting={setting}
      value={typed[setting.name] ?? ''}
      set={(value) => set((before) => ({ ...before, [setting.name]: value }))}
    />
  );
  return (
    <>
      {takesFile && (
        <HandIn
          path={typed['path'] ?? ''}
          // Both may come before the form is drawn again.
          setPath={(path) => set((before) => ({ ...before, path }))}
          setMapping={explains ? (mapping) => set((before) => ({ ...before, mapping })) : null}
        />
      )}
      {first.map(field)}
      {rest.length > 0 && (
        <details>
          <summary>More settings</summary>
          <Stack gap="md" mt="md">
            {rest.map(field)}
          </Stack>
        </details>
      )}
    </>
  );
}

const Privileges = ({ of }: { readonly of: Collector['privileges'] }) => (
  <Section title="The least that it must be allowed to">
    <ul className="seen">
      {of.map(({ what, why }) => (
        <li key={what}>
          {what}
          <Words size="sm" c="dimmed">
            {why}
          </Words>
        </li>
      ))}
    </ul>
  </Section>
);

const Seen = ({ lines }: { readonly lines: readonly string[] }) => (
  <div role="status">
    <Words fw={600}>It can be read. This is what is seen:</Words>
    <ul className="seen">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </div>
);
