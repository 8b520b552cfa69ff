import { Group, Input, NumberInput } from '@mantine/core';
import type { Limit } from './shapes.ts';

interface Props {
  readonly limit: Limit;
  readonly value: unknown;
  readonly set: (value: unknown) => void;
}

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
type Days = Readonly<Partial<Record<(typeof SEVERITIES)[number], number>>>;

const numberIn = (typed: string | number): number | null => (typed === '' ? null : Number(typed));

/** One number that stands in a statement, or days by severity. */
export function LimitField({ limit: { name, kind, unit, doc, mayBeOpen, inLibrary }, value, set }: Props) {
  const words = doc.replace(/\.$/, '');
  if (kind === 'by-severity') {
    const days = (value ?? {}) as Days;
    return (
      <Input.Wrapper label={words} description={`In the statement: {${name}}`} labelElement="div">
        <Group gap="sm" mt={4}>
          {SEVERITIES.map((severity) => (
            <NumberInput
              key={severity}
              label={`${severity}, days`}
              w={110}
              min={0}
              value={days[severity] ?? ''}
              onChange={(typed) => set({ ...days, [severity]: numberIn(typed) ?? undefined })}
            />
          ))}
        </Group>
      </Input.Wrapper>
    );
  }
  return (
    <NumberInput
      label={words}
      description={`In the statement: {${name}}, in ${unit}s. ${typeof inLibrary === 'number' ? `The library has ${inLibrary}.` : 'The library leaves it open.'}${mayBeOpen ? ' May stay empty.' : ''}`}
      min={0}
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => set(numberIn(typed))}
    />
  );
}
