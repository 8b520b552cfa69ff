import { choice, text } from './field.ts';
import { definePopulation } from './population.ts';

export const TOPICS = [
  'encryption-at-rest',
  'encryption-in-transit',
  'logging',
  'public-exposure',
  'identity-second-factor',
  'identity-password',
  'identity-privilege',
  'identity-key',
  'identity-other',
  'identity',
  'network',
  'backup',
  'other',
] as const;
export type Topic = (typeof TOPICS)[number];

export const configuration = definePopulation({
  name: 'configuration',
  version: 1,
  one: 'setting',
  many: 'settings',
  doc: "The state of one setting of one resource, as a scanner or a cloud saw it against the scanner's own rule.",
  key: '{rule}/{resource}',
  shape: { kind: 'observed', inferredForDays: 35 },
  fields: {
    rule: text("The scanner's rule."),
    title: text('What the rule asks, in a line.').orUnknown(),
    provider: text('The cloud or platform.').orUnknown(),
    account: text('The account, project or subscription.').orUnknown(),
    region: text('Where.').orNone().orUnknown(),
    resource: text('The resource that was looked at.'),
    topic: choice(
      TOPICS,
      'What the rule is about. `identity` says of which part nothing: what was read before there were parts has it.',
    ).orUnknown(),
    finding: choice(
      ['none', 'weakness', 'manual', 'muted'],
      'What was seen: nothing amiss, a weakness, something for a person to look at, or a weakness that the scanner was told to hide.',
    ).orUnknown(),
    severity: choice(['critical', 'high', 'medium', 'low', 'none'], 'Normalized.').orUnknown(),
    statedSeverity: text('The word that the tool used.').orUnknown(),
    detail: text("The scanner's own words.").orUnknown(),
  },
});
