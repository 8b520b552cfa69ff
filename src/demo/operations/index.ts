import type { MakeSection } from '#/demo/section.ts';
import { alerts } from './alerts.ts';
import { availability } from './availability.ts';
import { backups } from './backups.ts';
import { configuration } from './configuration.ts';
import { devices } from './devices.ts';
import { incidents } from './incidents.ts';
import { meetings } from './meetings.ts';
import { privacy } from './privacy.ts';
import { processing } from './processing.ts';
import { restores } from './restores.ts';
import { vendors } from './vendors.ts';
import { vulnerabilities } from './vulnerabilities.ts';

/** What the tools of operations, security and legal tell of the company. */
export const OPERATIONS: readonly MakeSection[] = [
  vulnerabilities,
  configuration,
  incidents,
  alerts,
  backups,
  restores,
  devices,
  vendors,
  meetings,
  processing,
  privacy,
  availability,
];
