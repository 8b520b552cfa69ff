import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { type Column, Records } from '#web/kit/Records.tsx';
import type { Answered } from '#web/kit/shapes.ts';
import { counted, showPlainDay } from '#web/kit/when.ts';
import { inWords } from '#web/kit/words.ts';
import { By } from '#web/features/people/By.tsx';
import { whoDoes } from '#/core/whose.ts';
import { ask } from '#web/shell/api.ts';
import type { Search } from './search.ts';

type Todo = Answered<'work', 'past'>['todo'][number];

/** What there was to do at the end of a past day. Tasks are not sealed, so it is worked out from what is. */
export function WorkThen({ search, until }: { readonly search: Search; readonly until: string }) {
  const { mine = false, function: owner } = search;
  const found = useQuery(
    ask('work', 'past', { asOf: until, mine, ...(owner === undefined ? {} : { function: owner }) }),
  );
  return (
    <Answer of={found} page="Work">
      {({ todo }) => (
        <Page title="Work" lead={leadOf(todo)}>
          <p className="prose">
            Worked out from what the ledger held then, by the rules of today, with what people had decided by then.
            Which of it was open as a task, and until when it was to be done, was not sealed.
          </p>
          {todo.length === 0 ? (
            <Empty
              what="Nothing was to be done"
              why="Neither the records nor the rules of the programme call for anything on that day."
            />
          ) : (
            <Records label="What there was to do" main rows={todo} keyOf={({ key }) => key} columns={COLUMNS} />
          )}
        </Page>
      )}
    </Answer>
  );
}

const COLUMNS: readonly Column<Todo>[] = [
  {
    head: 'What',
    cell: ({ title, control }) =>
      control === null ? (
        title
      ) : (
        <Link to="/controls/$id" params={{ id: control }}>
          {title}
        </Link>
      ),
  },
  { head: 'Who', cell: (task) => <By of={whoDoes(task)} /> },
  { head: 'By', cell: ({ due }) => (due === null ? '' : showPlainDay(due)) },
  { head: 'Put aside', cell: ({ aside }) => aside ?? '' },
  { head: 'Why', extra: true, cell: ({ why }) => why.join('; ') },
  { head: 'Function', extra: true, cell: ({ function: owner }) => inWords(owner) },
];

function leadOf(todo: readonly Todo[]): string {
  const aside = todo.filter((each) => each.aside !== null).length;
  const left = todo.length - aside;
  if (todo.length === 0) return 'Nothing was to be done.';
  const put = aside === 0 ? '' : `; ${counted(aside, 'more was', 'more were')} put aside`;
  return `${counted(left, 'thing was', 'things were')} to be done${put}.`;
}
