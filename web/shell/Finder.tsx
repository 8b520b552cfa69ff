import { Box, Stack, Text, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Fragment, type KeyboardEvent, useState } from 'react';
import { count } from '#web/kit/when.ts';
import { type Found, useFinding } from './finding.ts';
import { wordsFound } from './words-found.ts';

interface FinderProps {
  readonly close: () => void;
  /** What was typed before this was here. */
  readonly typed: () => string;
}

/** Finds as somebody types, and goes where they choose. */
export function Finder({ close, typed }: FinderProps) {
  const [text, setText] = useState(typed);
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const finding = useFinding(text);
  const { found } = finding;
  const words = wordsFound(text);
  const go = (chosen: Found | undefined): void => {
    if (chosen === undefined) return;
    close();
    void navigate({ to: chosen.to, params: chosen.params ?? {}, search: chosen.search ?? {} });
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((found.length + at + step) % Math.max(1, found.length));
    } else if (event.key === 'Enter') go(found[at]);
  };
  return (
    <>
      <TextInput
        autoFocus
        aria-label="Find anything"
        placeholder="Page, action, control, task, person, record, word"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="found"
        aria-activedescendant={found[at] === undefined ? undefined : `found-${at}`}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <Meanings of={words} />
      <ul id="found" role="listbox" aria-label="What was found" className="found">
        {found.map((each, place) => (
          <li
            key={`${each.kind} ${each.to} ${JSON.stringify([each.params, each.search])} ${each.label}`}
            id={`found-${place}`}
            role="option"
            aria-selected={place === at}
            onMouseEnter={() => setAt(place)}
            onClick={() => go(each)}
            onKeyDown={undefined}
          >
            <span>{each.label}</span>
            <Text span size="xs" c="dimmed">
              {each.kind === 'room' ? 'page' : each.kind}
            </Text>
          </li>
        ))}
      </ul>
      <Otherwise text={text.trim()} isWord={words.length > 0} finding={finding} close={close} />
    </>
  );
}

/** What the words mean, before what is called so: a list may be longer than the screen. */
const Meanings = ({ of }: { readonly of: ReturnType<typeof wordsFound> }) => (
  <Box role="status" mt={of.length === 0 ? 0 : 8}>
    {of.map(({ word, means }) => (
      <Text key={word} size="sm" px={12} py={4}>
        <strong>{word}</strong>: {means}
      </Text>
    ))}
  </Box>
);

interface OtherwiseProps {
  readonly text: string;
  /** What was typed is explained: then it is called something. */
  readonly isWord: boolean;
  readonly finding: ReturnType<typeof useFinding>;
  readonly close: () => void;
}

/** What is said beside what was found. */
function Otherwise({ text, isWord, finding: { found, isLooking, beyond }, close }: OtherwiseProps) {
  return (
    <div role="status">
      {isLooking && found.length === 0 && (
        <Text size="sm" c="dimmed" p="sm">
          Looking through the records …
        </Text>
      )}
      {!isLooking && found.length === 0 && !isWord && <Nothing of={text} />}
      {!isLooking && <Beyond of={beyond} close={close} />}
    </div>
  );
}

/** What would be found, for whoever found nothing. */
const Nothing = ({ of }: { readonly of: string }) => (
  <Stack gap={4} p="sm">
    <Text size="sm">{of === '' ? 'Nothing can be found here yet.' : `Nothing is called “${of}”.`}</Text>
    <Text size="sm" c="dimmed">
      Found are, by the beginning of a word: pages, actions, controls, criteria, checks, policies, tasks, sources,
      members and what words mean. By three letters or more anywhere in their name, title, e-mail address or key: people
      and other records.
    </Text>
  </Stack>
);

/** A kind of record that is not looked through has its own page. */
const Beyond = ({ of, close }: { readonly of: ReturnType<typeof useFinding>['beyond']; readonly close: () => void }) =>
  of.length > 0 && (
    <Text size="xs" c="dimmed" px="sm" pb="sm">
      {'Too many to look through: '}
      {of.map(({ population, many, items }, at) => (
        <Fragment key={population}>
          {at > 0 && ', '}
          <Link to="/evidence/$population" params={{ population }} onClick={close}>
            {`${count(items)} ${many}`}
          </Link>
        </Fragment>
      ))}
      .
    </Text>
  );
