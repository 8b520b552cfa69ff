import { Text } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { showMinute, showPlainDay } from '#web/kit/when.ts';
import { looksBack } from './past.ts';
import { useProgramme } from './programme.ts';

/** On paper: of which company and examination it is, and as of when; the header of the screen is not printed. */
export function OnPaper() {
  const { name, demo, engagement, asOf, now, zone } = useProgramme();
  const when = asOf === null ? `${showMinute(now, zone)} (${zone})` : `the end of ${showPlainDay(asOf)} (${zone})`;
  const whose = demo ? `${name}, invented data` : name;
  return <p className="only-print">{[whose, engagement?.name, `as of ${when}`].filter((part) => part).join(' · ')}</p>;
}

/** Where a page cannot show an earlier day it says so, under a header that names one; on a phone the header has no room for the day. */
export function OfNow() {
  const { asOf } = useProgramme();
  const page = useLocation({ select: ({ pathname }) => pathname });
  if (asOf === null) return null;
  if (looksBack(page))
    return (
      <Text size="sm" className="of-now past-day no-print">
        As it stood at the end of {showPlainDay(asOf)}.
      </Text>
    );
  return (
    <Text size="sm" className="of-now" role="note">
      This page shows what is known now, and not as of {showPlainDay(asOf)}. Home, Scope, Controls, Sources, Evidence,
      Checks, Work, People, Policies, Trust and the Ledger look back.
    </Text>
  );
}
