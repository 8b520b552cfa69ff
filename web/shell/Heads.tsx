import { Text } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { showMinute, showPlainDay } from '#web/kit/when.ts';
import { useProgramme } from './programme.ts';

/** On paper: of which company and examination it is, and as of when; the header of the screen is not printed. */
export function OnPaper() {
  const { name, demo, engagement, asOf, now, zone } = useProgramme();
  const when = asOf === null ? `${showMinute(now, zone)} (${zone})` : `the end of ${showPlainDay(asOf)} (${zone})`;
  const whose = demo ? `${name}, invented data` : name;
  return <p className="only-print">{[whose, engagement?.name, `as of ${when}`].filter((part) => part).join(' · ')}</p>;
}

/** Pages that can look back; of one control its status and performances do. */
const FOLLOWS = /^\/(?:controls(?:\/[^/]+)?|scope)?$/;

/** Where a page cannot show an earlier day it says so, under a header that names one. */
export function OfNow() {
  const { asOf } = useProgramme();
  const page = useLocation({ select: ({ pathname }) => pathname });
  if (asOf === null) return null;
  const day = showPlainDay(asOf);
  if (FOLLOWS.test(page) && !page.startsWith('/controls/')) return null;
  return (
    <Text size="sm" className="of-now" role="note">
      {FOLLOWS.test(page)
        ? `The status and the performances are as of ${day}; the statement, what people attached and the history are those of now.`
        : `This page shows what is known now, and not as of ${day}. Home, Controls and Scope look back.`}
    </Text>
  );
}
