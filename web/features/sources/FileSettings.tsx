import { Button, Checkbox, Stack, Text as Words } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode, useState } from 'react';
import { handedIn, mappedIn } from '#/core/handed-in.ts';
import { isPopulation, type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { Text } from '#web/kit/Fields.tsx';
import { isDay } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { useProgramme } from '#web/shell/programme.ts';
import { HandIn } from './HandIn.tsx';
import { FileMapping } from './mapping/FileMapping.tsx';
import { type Drawn, NOTHING_DRAWN } from './mapping/MappingForm.tsx';
import type { Setting } from './schema.ts';
import type { Typed } from './Secrets.tsx';

/** What a form of settings is given. */
export interface SettingsProps {
  readonly settings: readonly Setting[];
  readonly typed: Typed;
  readonly set: (change: Typed) => void;
  /** What of its mapping is open, by the names of its fields. */
  readonly setOpen: (open: readonly string[]) => void;
  readonly pressed: boolean;
}

interface Props extends SettingsProps {
  readonly field: (setting: Setting) => ReactNode;
}

/** A file that is handed in, or lies on the server; of a table also what its columns mean. */
export function FileSettings({ settings, typed, set, setOpen, pressed, field }: Props) {
  const path = typed['path'] ?? '';
  const isHandedIn = handedIn(path) !== null;
  const [asJson, setAsJson] = useState(false);
  const named = (name: string): ReactNode => settings.filter((each) => each.name === name).map(field);
  const explains = settings.some(({ name }) => name === 'mapping');
  return (
    <>
      <HandIn
        path={path}
        setPath={(there) => {
          set({ path: there, acceptRejected: '' }); // those that were seen are of the file before
          setOpen(explains && !asJson ? ['population'] : []);
        }}
      />
      {!isHandedIn && (
        <details>
          <summary>It lies on the server already</summary>
          <Stack gap="md" mt="md">
            {named('path')}
            {named('mapping')}
          </Stack>
        </details>
      )}
      {explains && (
        <Mapped
          path={isHandedIn ? path : ''}
          {...{ typed, set, setOpen, pressed, asJson, setAsJson }}
          json={named('mapping')}
        />
      )}
      {isHandedIn && explains && <Accounted key={populationIn(typed['mapping'] ?? '')} typed={typed} set={set} />}
    </>
  );
}

interface MappedProps extends Pick<Props, 'set' | 'setOpen' | 'pressed' | 'typed'> {
  /** Of the file that is handed in; empty: none is. */
  readonly path: string;
  readonly asJson: boolean;
  readonly setAsJson: (asJson: boolean) => void;
  readonly json: ReactNode;
}

/** What its columns mean, which stays as it was said when a corrected file comes. */
function Mapped({ path, typed, set, setOpen, pressed, asJson, setAsJson, json }: MappedProps) {
  const [drawn, setDrawn] = useState(NOTHING_DRAWN);
  const mapping = typed['mapping'] ?? '';
  const put = (next: Drawn): void => {
    const isOtherKind = populationIn(next.mapping) !== populationIn(mapping);
    set({ mapping: next.mapping, ...(isOtherKind ? { declared: '', complete: '' } : {}) });
    setOpen(next.open);
  };
  const take = (next: Drawn): void => {
    setDrawn(next);
    if (!asJson) put(next);
  };
  return (
    <>
      <div hidden={asJson}>
        <FileMapping path={path} set={take} pressed={pressed} />
      </div>
      {path !== '' && asJson && json}
      {path !== '' && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          px={0}
          onClick={() => {
            if (asJson) put(drawn);
            else setOpen([]);
            setAsJson(!asJson);
          }}
        >
          {asJson
            ? `Back to the form${mapping === drawn.mapping ? '' : ', without what was written here'}`
            : 'Write it as JSON'}
        </Button>
      )}
    </>
  );
}

/** What nobody can read from a file: which time it accounts for, and whether it is all there is. */
function Accounted({ typed, set }: { readonly typed: Typed; readonly set: Props['set'] }) {
  const { zone } = useProgramme();
  const [since, setSince] = useState(() => dayIn(typed['declared'] ?? ''));
  const population = populationIn(typed['mapping'] ?? '');
  if (population === null) return null;
  const { many, shape } = populationNamed(population);
  const declare = (from: object | null): void =>
    set({ declared: from === null ? '' : JSON.stringify({ ...from, by: 'who connects it' }) });
  return (
    <>
      <FedAlready population={population} />
      {shape.kind === 'observed' ? (
        <Checkbox
          label={`It says how the ${many} were when it is read`}
          description="You state that, with your name. Without it nobody says which time the file accounts for."
          checked={(typed['declared'] ?? '') !== ''}
          onChange={({ currentTarget }) => declare(currentTarget.checked ? {} : null)}
        />
      ) : (
        <Text
          type="date"
          label={`It has all ${many} since`}
          hint="You state that, with your name; each next export then counts until it is read. Left empty, nobody says which time the file accounts for, and what it shows stays incomplete."
          value={since}
          set={(day) => {
            setSince(day);
            declare(isDay(day) ? { from: `${day}[${zone}]` } : null);
          }}
          required={false}
        />
      )}
      <Checkbox
        label="It is the whole list"
        description={`Of ${many} that an earlier export had, and the next one has not, it is then said that they are no longer there.`}
        checked={typed['complete'] === 'true'}
        onChange={({ currentTarget }) => set({ complete: String(currentTarget.checked) })}
      />
    </>
  );
}

/** The day from which a declaration says that all is there; empty: it names none. */
const dayIn = (declared: string): string => /"from":"(\d{4}-\d{2}-\d{2})/.exec(declared)?.[1] ?? '';

/** The next export of a list is no source of its own: its items would be there twice. */
function FedAlready({ population }: { readonly population: PopulationName }) {
  const all = useQuery(ask('sources', 'list', {})).data?.sources ?? [];
  const feeds = all.filter(({ settings, reference }) => !reference && mappedIn(settings) === population);
  if (feeds.length === 0) return null;
  const { many } = populationNamed(population);
  return (
    <Words size="sm" role="note">
      {`Files bring ${many} already: `}
      {feeds.map(({ id }, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <Link to="/sources/$id" params={{ id }}>
            {id}
          </Link>
        </Fragment>
      ))}
      {`. Is this the next export of the same list? Then hand it in on the page of that source: a second one would count ${many} twice.`}
    </Words>
  );
}

export function populationIn(mapping: string): PopulationName | null {
  const [, name = ''] = /"population":\s*"([a-z-]+)"/.exec(mapping) ?? [];
  return isPopulation(name) ? name : null;
}
