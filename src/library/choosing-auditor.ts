/** What a firm must be before it may examine, why, and how anybody can look it up. */
export interface Must {
  readonly what: string;
  readonly why: string;
  readonly lookUp: string;
}

export const MUSTS: readonly Must[] = [
  {
    what: 'Licensed as a CPA firm',
    why: 'Only a licensed CPA firm may issue a SOC 2 report; a platform or a consultant cannot. Membership in the AICPA is not the license.',
    lookUp: 'Look up the firm, not only a person, at cpaverify.org or at the board of accountancy of its state.',
  },
  {
    what: 'Independent of your company, and of your tools',
    why: 'A firm that built or runs your controls cannot examine them. Terms that give the maker of a tool a say in scope, timing, evidence, samples or price, or make one live on the other, threaten independence, too.',
    lookUp: 'Ask in writing who sent them, what either side is paid for it, and what else they do for you.',
  },
  {
    what: 'Peer-reviewed',
    why: 'Another firm looked at how it works. It shows whether engagements like yours were among what was looked at.',
    lookUp: 'Ask for the latest peer review report and its date, and look into the public file of the AICPA.',
  },
];

/** What to ask each firm, and what the answer tells. */
export interface Question {
  readonly ask: string;
  readonly tells: string;
}

export const QUESTIONS: readonly Question[] = [
  {
    ask: 'Who signs, who does the work, and how many SOC 2 reports did they issue last year for services like ours?',
    tells: 'Whether the people whom you meet are the people who examine.',
  },
  {
    ask: 'Under which standards and criteria do you examine?',
    tells: 'AT-C 105 and 205, TSP section 100 and DC section 200 is the answer. AT-C 320 is of SOC 1.',
  },
  {
    ask: 'Who draws the samples, by which table of sizes, and from what?',
    tells: 'They do, by their own table, from the whole list. A firm that lets you or a tool choose is none to take.',
  },
  {
    ask: 'How do you see that a list is complete and accurate?',
    tells: 'They ask for the query, the time and the count of the source, or look at the source themselves.',
  },
  {
    ask: 'May we give you whole populations, with the proof, instead of screenshots?',
    tells: 'How much of what you have is of use to them, and how much is done twice.',
  },
  {
    ask: 'Do you have an arrangement with a tool that we use, or with whoever recommended you?',
    tells: 'Whether anything of it could bear on their independence.',
  },
  {
    ask: 'When do we hear of an exception, and when is our response due?',
    tells: 'Whether there is time to look into the cause before the report is written.',
  },
  {
    ask: 'How would you treat our hosting and other subservice organizations?',
    tells: 'Carve-out or inclusive, and what they want to see of each.',
  },
  {
    ask: 'When would fieldwork begin, how long does it take, and when is the report there?',
    tells:
      'Commonly two to six weeks of fieldwork and two to four to the report. Hold it against the day on which you need it.',
  },
  {
    ask: 'What is in the fee, what costs more, and what does the next year cost?',
    tells: 'Categories, a Type I first, tests again after exceptions, travel and questions of readers.',
  },
];

/** What others say that it costs. Estimates, and none of ours. */
export const FEES: readonly {
  readonly what: string;
  readonly low: number;
  readonly high: number;
  readonly who: string;
}[] = [
  {
    what: 'The audit fee; half of them below about 30,000',
    low: 20_000,
    high: 150_000,
    who: 'a CPA firm, linfordco.com',
  },
  { what: 'A Type I', low: 15_000, high: 40_000, who: 'a vendor, strac.io' },
  { what: 'A Type II', low: 25_000, high: 75_000, who: 'a vendor, strac.io' },
  { what: 'A small company, everything included', low: 20_000, high: 60_000, who: 'a website, legalclarity.org' },
];
