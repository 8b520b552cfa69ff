import { Button, NumberInput, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DomainError } from '#/core/errors.ts';
import { type Separator, SEPARATORS } from '#/core/separators.ts';
import { Answer } from '#web/kit/Answer.tsx';
import { Text } from '#web/kit/Fields.tsx';
import { api } from '#web/shell/api.ts';
import type { SaidOfFile } from './carried.ts';
import { type Drawn, MappingForm, NOTHING_DRAWN } from './MappingForm.tsx';
import type { Layout } from './model.ts';

interface Props {
  /** Of the file that is handed in; empty: none is, and what was said of the one before is kept for the next. */
  readonly path: string;
  readonly set: (drawn: Drawn) => void;
  readonly pressed: boolean;
}

/** What the columns of a file mean, asked for beside what stands in them. */
export function FileMapping({ path, set, pressed }: Props) {
  const [layout, setLayout] = useState<Layout>({});
  const [said, setSaid] = useState<SaidOfFile | null>(null);
  const looking = useQuery({
    queryKey: ['sources', 'look', path, layout],
    queryFn: () => api.sources.look({ path, ...layout }),
    enabled: path !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const code = looking.error instanceof DomainError ? looking.error.code : '';
  if (path === '') return null;
  return (
    <Stack gap="md">
      <Answer of={looking}>
        {(look) => (
          <MappingForm
            key={`${path} ${JSON.stringify(layout)}`}
            path={path}
            look={look}
            layout={layout}
            before={said}
            set={(drawn, of) => {
              setSaid(of);
              set(drawn);
            }}
            pressed={pressed}
          />
        )}
      </Answer>
      <LaidOut
        key={code}
        open={code === 'sheet_unclear' || code === 'file_malformed' || Object.keys(layout).length > 0}
        layout={layout}
        set={(next) => {
          setLayout(next);
          set(NOTHING_DRAWN);
        }}
      />
    </Stack>
  );
}

const SEPARATOR_WORDS: Readonly<Record<Separator, string>> = {
  ',': 'a comma',
  ';': 'a semicolon',
  '\t': 'a tab',
  '|': 'a bar |',
};

interface SeparatedByProps {
  readonly value: Separator | null;
  readonly set: (value: Separator | null) => void;
}

const SeparatedBy = ({ value, set }: SeparatedByProps) => (
  <Select
    label="Cells are separated by"
    description="Of a text file with rows, where it does not tell."
    placeholder="As the file tells"
    clearable
    clearButtonProps={{ 'aria-label': 'As the file tells' }}
    data={SEPARATORS.map((each) => ({ value: each, label: SEPARATOR_WORDS[each] }))}
    value={value}
    onChange={set}
    comboboxProps={{ withinPortal: false }}
  />
);

/** Where its rows stand, of a file that does not begin with the names of its columns. */
function LaidOut(props: { readonly open: boolean; readonly layout: Layout; readonly set: (layout: Layout) => void }) {
  const { open, layout, set } = props;
  const [sheet, setSheet] = useState(layout.sheet ?? '');
  const [items, setItems] = useState(layout.items ?? '');
  const [separator, setSeparator] = useState<Separator | null>(layout.separator ?? null);
  const [headerRow, setHeaderRow] = useState(layout.headerRow ?? 1);
  return (
    <details open={open}>
      <summary className="small">Its rows stand elsewhere in the file</summary>
      <Stack gap="sm" mt="sm">
        <Text
          label="Sheet"
          hint="Of a workbook with several, the name of the one to read."
          value={sheet}
          set={setSheet}
          required={false}
        />
        <SeparatedBy value={separator} set={setSeparator} />
        <NumberInput
          label="Row with the names of the columns"
          description="What stands above it is left out."
          min={1}
          max={1_000}
          allowDecimal={false}
          value={headerRow}
          onChange={(row) => setHeaderRow(Math.max(1, Number(row) || 1))}
        />
        <Text
          label="Where the list stands"
          hint="Of JSON that is no list at its top, such as /data/users."
          value={items}
          set={setItems}
          required={false}
        />
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            set({
              ...(sheet.trim() === '' ? {} : { sheet: sheet.trim() }),
              ...(items.trim() === '' ? {} : { items: items.trim() }),
              ...(separator === null ? {} : { separator }),
              ...(headerRow === 1 ? {} : { headerRow }),
            })
          }
        >
          Look there
        </Button>
      </Stack>
    </details>
  );
}
