import { Button, Stack, Text as Words } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { handedIn } from '#/core/handed-in.ts';
import { isPopulation, populationNamed } from '#/core/populations/index.ts';
import { Problem } from '#web/kit/Answer.tsx';
import { Arrived } from '#web/kit/Arrived.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { Form } from '#web/kit/Form.tsx';
import { notSlug } from '#web/kit/not-slug.ts';
import { Section } from '#web/kit/Page.tsx';
import { api, apiHere, changed } from '#web/shell/api.ts';
import { populationIn } from './FileSettings.tsx';
import { WhichItFollows } from './Follows.tsx';
import { ASKED } from './mapping/model.ts';
import { type Schema, type Setting, settingsOf, takesFile, valuesOf } from './schema.ts';
import { type Collector, givenOf, Secrets, type Typed } from './Secrets.tsx';
import { Settings } from './Settings.tsx';
import { canComeIn, explainsRows, StillOpen, Tried } from './Tried.tsx';

/** What it must be allowed to, how to reach it, a test, and then the first reading. */
export function Connect({ collector }: { readonly collector: Collector }) {
  const settings = settingsOf(collector.settings as Schema);
  const [typed, setTyped] = useState<Typed>({});
  const [secrets, setSecrets] = useState<Typed>({});
  const [follows, setFollows] = useState<string | null>(null);
  const [open, setOpen] = useState<readonly string[]>([]);
  const [pressed, setPressed] = useState(false);
  const [id, setId] = useSourceName(collector.id, typed['mapping'] ?? '');
  const { trying, adding } = useConnecting(id, { collector, settings, typed, secrets, follows });
  useAgain(typed['path'] ?? '', pressed, () => {
    if (open.length === 0) trying.mutate();
    return !open.includes('population');
  });
  const take = (change: Typed): void => setTyped((before) => ({ ...before, ...change }));
  /** What was seen is of what was typed then. */
  const type = (change: Typed): void => {
    take(change);
    trying.reset();
  };
  const typeSecrets = (next: Typed): void => {
    setSecrets(next);
    trying.reset();
  };
  const { isPending, isSuccess, isError, error, data } = trying;
  return (
    <Form
      saving={adding}
      error={error ?? adding.error}
      submit={(form) => {
        setPressed(true);
        if (open.length === 0) trying.mutate();
        else form.querySelector<HTMLElement>(`[${ASKED}]`)?.focus();
      }}
    >
      <Stack gap="md">
        {!takesFile(settings) && <Privileges of={collector.privileges} />}
        <Section title={takesFile(settings) ? 'Which file it is' : 'How to reach it'}>
          <Stack gap="md">
            <NameOfIt value={id} set={setId} />
            <Settings settings={settings} typed={typed} set={type} setOpen={setOpen} pressed={pressed} />
            <Secrets of={collector.secrets} typed={secrets} set={typeSecrets} />
            <WhichItFollows id={id} populations={collector.populations} value={follows} set={setFollows} />
          </Stack>
        </Section>
        {pressed && open.length > 0 && <StillOpen fields={open} />}
        <Button type="submit" variant={isSuccess ? 'default' : 'filled'} loading={isPending}>
          {explainsRows(settings) ? 'Check every row' : 'Test the connection'}
        </Button>
        {isError && <Failed error={error} />}
        {isSuccess && (
          <Tried of={data} typed={typed} set={take}>
            {canComeIn(data.rows, typed) && <Reads loading={adding.isPending} onClick={() => adding.mutate()} />}
          </Tried>
        )}
        {adding.isError && <Problem error={adding.error} />}
      </Stack>
    </Form>
  );
}

const Reads = (acts: { readonly loading: boolean; readonly onClick: () => void }) => (
  <Button {...acts}>Connect it and read it now</Button>
);

const NameOfIt = (of: { readonly value: string; readonly set: (value: string) => void }) => (
  <Text
    label="Name of the source"
    name="id"
    hint="How it is called here: lowercase letters, digits and dashes."
    {...of}
    {...notSlug(of.value)}
  />
);

const Failed = ({ error }: { readonly error: unknown }) => (
  <Arrived>
    <Problem error={error} here="source-secret" />
  </Arrived>
);

/** A file is called by what it brings, until somebody calls it something else. */
function useSourceName(collector: string, mapping: string): readonly [id: string, set: (id: string) => void] {
  const { population: asked } = useSearch({ strict: false });
  const [named, setNamed] = useState<string | null>(null);
  const population = populationIn(mapping) ?? asked;
  const isKnown = collector === 'file' && typeof population === 'string' && isPopulation(population);
  return [named ?? (isKnown ? populationNamed(population).many.replaceAll(' ', '-') : collector), setNamed];
}

/** Another file in the place of one of which somebody wanted to know what would come in: that is asked of this one, too. */
function useAgain(path: string, pressed: boolean, ask: () => boolean): void {
  const last = useRef(path);
  useEffect(() => {
    if (!pressed) last.current = path;
    else if (handedIn(path) !== null && last.current !== path && ask()) last.current = path;
  });
}

interface Given {
  readonly collector: Collector;
  readonly settings: readonly Setting[];
  readonly typed: Typed;
  readonly secrets: Typed;
  readonly follows: string | null;
}

/** The test of what was typed, and then the first reading. */
function useConnecting(id: string, { collector, settings, typed, secrets, follows }: Given) {
  const navigate = useNavigate();
  const given = () => ({
    collector: collector.id,
    settings: valuesOf(settings, typed),
    secrets: givenOf(secrets),
  });
  const trying = useMutation({ mutationFn: async () => api.sources.try({ id, ...given() }) });
  const adding = useMutation({
    mutationFn: async () => {
      const here = apiHere();
      await here.sources.add({ id, ...given(), follows });
      await here.jobs.collect({ source: id });
    },
    onSuccess: () => changed('sources', 'jobs').then(() => navigate({ to: '/sources/$id', params: { id } })),
  });
  return { trying, adding };
}

const Privileges = ({ of }: { readonly of: Collector['privileges'] }) => (
  <Section title="The least access that it needs">
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
