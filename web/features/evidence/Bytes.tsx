import { Text } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { counted } from '#web/kit/when.ts';
import { placed, type Where, window } from './place.ts';

interface Props {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly where: Where;
}

/** The text of an artifact, with the lines that a record came from marked. */
export function Bytes({ content, where: { place, commit } }: Props) {
  const found = useMemo(() => {
    const text = textOf(content);
    return text === null ? null : placed(text, commit === undefined ? { place } : { place, commit });
  }, [content, place, commit]);
  const mark = useRef<HTMLElement>(null);
  const bytes = useRef<HTMLPreElement>(null);
  // only the bytes move to the marked lines, and not the page that they are on, or the table beside it
  useEffect(() => {
    if (mark.current === null || bytes.current === null) return;
    const [line, whole] = [mark.current.getBoundingClientRect(), bytes.current.getBoundingClientRect()];
    bytes.current.scrollTop += line.top - whole.top - (whole.height - line.height) / 2;
  }, [found]);
  if (found === null) return <Text c="dimmed">These bytes are no text; save the file to open it.</Text>;
  const { first, shown } = window(found);
  const [from, to] = found.marked ?? [-1, -1];
  return (
    <>
      {place !== '' && (
        <Text size="sm" mb={8}>
          {from < 0 ? `The record was found at: ${place}` : `The record was found at ${place}; its lines are marked.`}
        </Text>
      )}
      <pre ref={bytes} className="bytes" tabIndex={0} aria-label="The text of the artifact">
        {shown.map((line, index) => {
          const at = first + index;
          return at >= from && at <= to ? (
            <mark key={at} ref={at === from ? mark : undefined}>{`${line}\n`}</mark>
          ) : (
            <span key={at}>{`${line}\n`}</span>
          );
        })}
      </pre>
      {shown.length < found.lines.length && (
        <Text size="sm" c="dimmed" mt={4}>
          {counted(found.lines.length - shown.length, 'line')} are left out here; the saved file has all of them.
        </Text>
      )}
    </>
  );
}

/** No text has these. */
const isControl = (letter: string): boolean => letter < ' ' && !'\0\t\n\v\f\r'.includes(letter);

function textOf(content: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return Array.from(text.slice(0, 4_096)).some(isControl) ? null : text.replaceAll('\0', '␀\n'); // as git writes lists
  } catch {
    return null; // it is not UTF-8, which is said in its place
  }
}
