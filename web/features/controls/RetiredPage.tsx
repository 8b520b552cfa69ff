import { useQuery } from '@tanstack/react-query';
import { Answer, Empty } from '#web/kit/Answer.tsx';
import { Page } from '#web/kit/Page.tsx';
import { counted } from '#web/kit/when.ts';
import { ask } from '#web/shell/api.ts';
import { usePast } from '#web/shell/programme.ts';
import { PlainList } from './PlainList.tsx';
import { RoomActions } from './RoomActions.tsx';
import { Views } from './Views.tsx';

/** What the company did once: each stays in the log, and can be taken up again. */
export function RetiredPage() {
  const retired = useQuery(ask('controls', 'list', { state: 'retired', ...usePast() }));
  return (
    <Answer of={retired} page="Controls">
      {({ controls }) => (
        <Page
          title="Controls"
          lead={
            controls.length === 0
              ? 'Every control that was adopted is still performed.'
              : `${counted(controls.length, 'control')} ${controls.length === 1 ? 'is' : 'are'} no longer performed.`
          }
          actions={<RoomActions />}
        >
          <Views view="retired" />
          {controls.length === 0 ? (
            <Empty
              what="No control is retired"
              why="A control that is no longer performed is retired from a day on, on its own page. It is listed here, and what was sealed of it stays."
            />
          ) : (
            <PlainList label="Retired controls" controls={controls} />
          )}
        </Page>
      )}
    </Answer>
  );
}
