import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import type { Topic } from '#/core/populations/configuration.ts';
import { deviation, notApplicable, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { type Check, defineCheck } from '#/checks/check.ts';

type Setting = Pick<Item<'configuration'>, 'topic' | 'finding'>;

/** What tells the checks of settings apart. */
interface About {
  readonly id: string;
  readonly title: string;
  readonly prose: string;
  readonly controls: readonly [string, ...string[]];
  readonly terms: Check['terms'];
  readonly sentence: string;
  readonly topics: readonly [Topic, ...Topic[]];
  /** A topic that it is not about. */
  readonly other: Topic;
  /** One that may be about it, or about something else: the source does not say which part of it is meant. */
  readonly whole?: Topic;
}

/**
 * A check of the settings of some topics: a scanner sees no weakness in them. A setting whose topic is not said is
 * unknown even where nothing is amiss, since it may be evidence of something else altogether.
 */
export function settingsOf({ topics, other, whole, sentence, ...about }: About): Check {
  const wanted: ReadonlySet<Topic> = new Set(topics);
  const [topic] = topics;
  return defineCheck({
    ...about,
    version: 1,
    sentence: () => sentence,
    parameters: z.strictObject({}),
    population: 'configuration',
    reads: ['topic', 'finding'],
    anchor: 'validity',
    companions: {},
    judge: (setting) =>
      whole !== undefined && setting.topic === whole
        ? unknown(`the source says that the setting is about ${whole}, and not about what of it`)
        : judged(setting, wanted),
    examples: [
      ...topics.map((each) => ({
        name: `nothing amiss (${each})`,
        item: { topic: each, finding: 'none' as const },
        expect: 'pass' as const,
      })),
      ...topics.map((each) => ({
        name: `a weakness (${each})`,
        item: { topic: each, finding: 'weakness' as const },
        expect: 'deviation' as const,
      })),
      {
        name: 'a weakness that the scanner was told to hide',
        item: { topic, finding: 'muted' },
        expect: 'deviation',
      },
      { name: 'something for a person to look at', item: { topic, finding: 'manual' }, expect: 'unknown' },
      { name: 'the scanner does not say what it saw', item: { topic }, expect: 'unknown' },
      { name: 'nothing amiss, in a setting of unsaid topic', item: { finding: 'none' }, expect: 'unknown' },
      {
        name: 'a weakness of another topic',
        item: { topic: other, finding: 'weakness' },
        trap: true,
        expect: 'not-applicable',
      },
      ...(whole === undefined
        ? []
        : [
            {
              name: `a weakness in ${whole}`,
              item: { topic: whole, finding: 'weakness' as const },
              expect: 'unknown' as const,
            },
          ]),
    ],
  });
}

function judged({ topic, finding }: Setting, wanted: ReadonlySet<Topic>): Verdict {
  if (topic === undefined) return unknown('the source does not say what the setting is about');
  if (!wanted.has(topic)) return notApplicable('the setting is about something else');
  switch (finding) {
    case undefined:
      return unknown('the source does not say what the scanner saw');
    case 'none':
      return pass();
    case 'weakness':
      return deviation('the scanner sees a weakness');
    case 'manual':
      return unknown('the scanner leaves it to a person to look');
    case 'muted':
      return deviation(
        'the scanner sees a weakness and was told to hide it; leaving it out takes a person, a reason and a date',
      );
  }
}
