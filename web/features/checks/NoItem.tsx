import { Link } from '@tanstack/react-router';
import { Empty } from '#web/kit/Answer.tsx';

interface NoItemProps {
  /** That no source tells of such items. */
  readonly untold: string | null;
  /** One item alone was asked for. */
  readonly isOne: boolean;
}

/** Why nothing is listed: that nothing was read is no sign that all is well. */
export function NoItem({ untold, isOne }: NoItemProps) {
  if (untold !== null)
    return (
      <Empty
        what="Nothing was judged"
        why={`That is because ${untold}: whether there is a deviation, nobody knows yet.`}
        action={<Link to="/sources">See the sources</Link>}
      />
    );
  return isOne ? (
    <Empty
      what="The last run did not see this item"
      why="It came in since, or there is no item of this name; the next run judges all that is there."
    />
  ) : (
    <Empty what="No item is like this" why="The bar has how many items there are of each outcome." />
  );
}
