const NUMBERS =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|sixty|ninety|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth';
const UNITS = 'minute|hour|day|week|fortnight|month|quarter|year';
const KINDS = 'business|calendar|working|consecutive|full';
const RHYTHMS = 'hourly|daily|weekly|biweekly|fortnightly|monthly|quarterly|semiannually|annually|yearly';

/** `30 days`, `thirty (30) calendar days`, `5th business day`, `each month`, `weekly`. */
const SPAN = new RegExp(
  `\\b(?:(?:(?:\\d+(?:\\.\\d+)?(?:st|nd|rd|th)?|${NUMBERS})[\\s-]+(?:\\(\\d+\\)\\s+)?|(?:each|every)\\s+)(?:(?:${KINDS})\\s+)?(?:${UNITS})s?|${RHYTHMS})\\b`,
  'giu',
);

/** The spans of time that a text names, each as it stands there. Limits that stand as `{name}` are none. */
export const spansIn = (text: string): readonly string[] => [...text.matchAll(SPAN)].map(([span]) => span);
