const NUMBERS =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth';
const UNITS = 'minute|hour|day|week|fortnight|month|quarter|year';
/** As they are written behind digits, with or without a space. */
const SHORT = 'd|days?|h|hrs?|hours?|mins?|minutes?|wks?|weeks?|mths?|mos?|months?|yrs?|years?';
const KINDS = 'business|calendar|working|consecutive|full';
const RHYTHMS = 'hourly|daily|weekly|biweekly|fortnightly|monthly|quarterly|semiannually|annually|yearly';
const COUNTED = `(?:\\d+(?:\\.\\d+)?(?:st|nd|rd|th)?|${NUMBERS})[\\s-]+(?:\\(\\d+\\)\\s+)?`;
/** Where one unit is meant: `within a year`, `half a day`, `once per month`, `twice a week`. */
const ONE =
  '(?:(?:within|in|after)\\s+(?:half\\s+)?an?|half\\s+an?|(?:once|twice)\\s+(?:an?|per|each|every)|per|each|every)\\s+';

/** `30 days`, `thirty (30) calendar days`, `5th business day`, `each month`, `within a year`, `24hrs`, `weekly`. */
const SPAN = new RegExp(
  `\\b(?:(?:${COUNTED}|${ONE})(?:(?:${KINDS})[\\s-]+)?(?:${UNITS})s?|\\d+(?:\\.\\d+)?\\s?(?:${SHORT})|${RHYTHMS})\\b`,
  'giu',
);

/** The spans of time that a text names, each as it stands there. Limits that stand as `{name}` are none. */
export const spansIn = (text: string): readonly string[] => [...text.matchAll(SPAN)].map(([span]) => span);
