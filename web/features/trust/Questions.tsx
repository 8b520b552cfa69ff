import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { TOPIC_WORDS, TOPICS } from '#/features/trust/content.contract.ts';
import { Dialog } from '#web/kit/Dialog.tsx';
import { Section } from '#web/kit/Page.tsx';
import { Records } from '#web/kit/Records.tsx';
import { beginning } from '#web/kit/words.ts';
import { type Content, type Draft, type PartProps, useSaving } from './draft.ts';
import { ProblemList } from './ProblemList.tsx';
import { type Field, RowForm } from './RowForm.tsx';
import { Rows } from './Rows.tsx';
import { TOPIC_CHOICES } from './topics.ts';

type Question = Content['faq'][number];

const FIELDS: readonly Field<Question>[] = [
  { name: 'topic', label: 'Topic', kind: 'choice', choices: TOPIC_CHOICES },
  { name: 'question', label: 'Question', kind: 'line' },
  {
    name: 'answer',
    label: 'Answer',
    kind: 'text',
    hint: 'Say what is done, how often and by whom. Paragraphs, lists by "- ", **bold** and [links](https://…).',
  },
];
const BLANK: Question = { topic: 'governance', question: '', answer: '', controls: [] };

/** Answers by the topics of reviewers, and what they often ask and find no answer to. */
export function Questions({ draft, may }: PartProps) {
  const saving = useSaving(draft);
  const { faq } = draft.content;
  const sorted = faq.toSorted((a, b) => TOPICS.indexOf(a.topic) - TOPICS.indexOf(b.topic));
  return (
    <>
      <ProblemList draft={draft} of={['faq']} />
      <Rows
        title="Questions and answers"
        one="a question"
        why="Reviewers look here first. Each answer can rest on controls, and says so when one of them is no longer shown."
        rows={sorted}
        blank={BLANK}
        nameOf={({ question }) => question}
        fields={FIELDS}
        columns={[
          { head: 'Topic', cell: ({ topic }) => TOPIC_WORDS[topic] },
          { head: 'Question', name: true, cell: ({ question }) => <strong>{question}</strong> },
          { head: 'Answer', cell: ({ answer }) => beginning(answer), value: ({ answer }) => answer },
          { head: 'Controls', number: true, cell: ({ controls }) => controls.length },
        ]}
        saving={{
          isPending: saving.isPending,
          isSuccess: saving.isSuccess,
          isError: saving.isError,
          error: saving.error,
          mutate: (rows, done) => saving.mutate({ faq: [...rows] }, { onSuccess: done }),
        }}
        may={may}
      />
      <Missing draft={draft} may={may} />
      {draft.unanswered.length > 0 && <Unanswered draft={draft} may={may} />}
    </>
  );
}

/** Answers something that somebody looked for and did not find; the address names it. */
function Missing({ draft, may }: PartProps) {
  const { missing } = useSearch({ strict: false }) as { readonly missing?: unknown };
  const navigate = useNavigate();
  const words = may && typeof missing === 'string' ? missing.slice(0, 100) : null;
  const close = (): void => void navigate({ to: '.', search: { part: 'questions' }, replace: true });
  const saving = useSaving(draft, close);
  return (
    <Dialog title="Answer what was looked for" opened={words !== null} close={close} wide>
      <RowForm
        row={{ ...BLANK, question: words ?? '' }}
        fields={FIELDS}
        saving={saving}
        save={(row) => saving.mutate({ faq: [...draft.content.faq, row] })}
        close={close}
      />
    </Dialog>
  );
}

function Unanswered({ draft, may }: PartProps) {
  const [open, setOpen] = useState<Draft['unanswered'][number] | null>(null);
  const close = (): void => setOpen(null);
  const saving = useSaving(draft, close);
  const begun: Question = {
    topic: TOPICS.find((topic) => topic === open?.topic) ?? 'governance',
    question: open?.question ?? '',
    answer: open?.proposed ?? '',
    controls: open?.controls ?? [],
  };
  return (
    <Section title="Often asked, and not answered yet">
      <Records
        label="Not answered yet"
        rows={draft.unanswered}
        keyOf={({ question }) => question}
        columns={[
          { head: 'Topic', cell: ({ topic }) => TOPIC_WORDS[topic as Question['topic']] ?? topic },
          { head: 'Question', name: true, cell: ({ question }) => question },
          {
            head: 'Your controls say',
            cell: ({ proposed }) => (proposed === '' ? 'nothing of it' : beginning(proposed)),
            value: ({ proposed }) => proposed,
          },
          {
            head: 'Answer it',
            acts: true,
            cell: (row) =>
              may && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Answer ${row.question}`}
                  onClick={() => setOpen(row)}
                >
                  Answer
                </Button>
              ),
          },
        ]}
      />
      <Dialog title="Answer a question" opened={open !== null} close={close} wide>
        <RowForm
          row={begun}
          fields={FIELDS}
          saving={saving}
          save={(row) => saving.mutate({ faq: [...draft.content.faq, row] })}
          close={close}
        />
      </Dialog>
    </Section>
  );
}
