import { actor, choice, flag, moment, text } from './field.ts';
import { definePopulation } from './population.ts';

export const device = definePopulation({
  name: 'device',
  version: 1,
  one: 'device',
  many: 'devices',
  doc: 'One computer that people work with, as device management reported it.',
  key: '{id}',
  shape: { kind: 'observed', inferredForDays: 35 },
  lookups: { owner: { field: 'owner' } },
  fields: {
    id: text('Its serial number or management id.'),
    owner: actor('Who works with it.'),
    kind: choice(['laptop', 'desktop', 'phone', 'server'], 'What it is.').orUnknown(),
    system: text('Its operating system and version.').orUnknown(),
    managed: flag('Whether device management reaches it.').orUnknown(),
    diskEncrypted: flag('Whether its disk is encrypted.').orUnknown(),
    screenLock: flag('Whether it locks itself.').orUnknown(),
    antimalware: flag('Whether anti-malware or endpoint detection runs on it.').orUnknown(),
    patchDueAt: moment('Since when an operating system update waits; none when it is up to date.').orNone().orUnknown(),
    lastSeenAt: moment('When device management last heard of it.').orNone().orUnknown(),
  },
});
