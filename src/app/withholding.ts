import type { Permission, Standing } from '#/contract/endpoint.ts';
import type { EventKind } from '#/core/events.ts';
import { hiddenArtifacts, seenControls } from '#/features/evidence/index.ts';
import type { Database } from '#/platform/db/database.ts';

type Members = Readonly<Record<string, unknown>>;
type Withheld = (kind: string, payload: unknown) => boolean;

/** Who asked for what, and what reports of any examination say, is read within the organization, and by no outsider. */
const OF_MANAGEMENT: ReadonlySet<string> = new Set(['action', 'report-recorded', 'report-brief-written']);

/** What entries say of members, and of readers of documents, is for whoever may see the same elsewhere. */
const SEEN_WITH: Readonly<Partial<Record<EventKind, Permission>>> = {
  action: 'identity:read',
  'member-invited': 'identity:read',
  'invitation-withdrawn': 'identity:read',
  'member-joined': 'identity:read',
  'member-changed': 'identity:read',
  'member-removed': 'identity:read',
  'directory-connected': 'identity:read',
  'directory-disconnected': 'identity:read',
  'api-key-added': 'identity:read',
  'api-key-revoked': 'identity:read',
  'webhook-added': 'webhooks:read',
  'webhook-changed': 'webhooks:read',
  'webhook-removed': 'webhooks:read',
  'webhook-disabled': 'webhooks:read',
  'nda-agreed': 'grants:read',
  'nda-ended': 'grants:read',
  'access-granted': 'grants:read',
  'access-denied': 'grants:read',
  'access-revoked': 'grants:read',
  'access-views': 'grants:read',
  'reader-forgotten': 'grants:read',
  'subprocessor-objected': 'grants:read',
};
/** The same of settings, by their keys. */
const SETTINGS_SEEN_WITH: Readonly<Record<string, Permission>> = {
  'single-sign-on': 'identity:read',
  'directory-roles': 'identity:read',
  'access-rules': 'grants:read',
  'reader-retention': 'grants:read',
};
const OPENINGS: ReadonlySet<string> = new Set(['engagement-opened', 'engagement-changed']);

/**
 * Which entries of the log say what somebody does not see: those of members and readers whom they may see nowhere; and
 * of who is let in to some examinations only, those that name another examination, a control that is of no criterion of
 * theirs, or a file of either. Their place in the log, their hash and their proof are everybody's, so that nothing can be
 * left out unseen.
 */
export const withholding =
  (db: Database) =>
  async (org: string, standing: Standing | undefined): Promise<Withheld> => {
    if (standing === undefined) return () => false;
    const named = standing.engagements;
    const isUnseen = (kind: string, payload: unknown): boolean => {
      const needed = kind === 'setting-changed' ? settingSeenWith(payload) : SEEN_WITH[kind as EventKind];
      return needed !== undefined && !standing.may.includes(needed);
    };
    if (named === null) return isUnseen;
    const { isSeen, hidden } = await db.transaction(org, async (tx) => ({
      isSeen: await seenControls(tx, standing),
      hidden: new Set(await hiddenArtifacts(tx, standing)),
    }));
    return (kind, payload) => {
      if (OF_MANAGEMENT.has(kind) || isUnseen(kind, payload)) return true;
      if (typeof payload !== 'object' || payload === null) return false;
      const { engagement, engagements, id, control, artifact } = payload as Members;
      const examinations = texts([OPENINGS.has(kind) ? id : engagement, engagements]);
      if (examinations.length > 0 && !examinations.some((each) => named.includes(each))) return true;
      const controls = texts([kind.startsWith('control-') ? id : control]);
      if (controls.some((each) => !isSeen(each))) return true;
      return texts([kind === 'artifact-received' ? id : artifact]).some((each) => hidden.has(each));
    };
  };

const texts = (values: readonly unknown[]): readonly string[] =>
  values.flat().filter((value): value is string => typeof value === 'string');

function settingSeenWith(payload: unknown): Permission | undefined {
  const { key } = (payload ?? {}) as Members;
  return typeof key === 'string' && Object.hasOwn(SETTINGS_SEEN_WITH, key) ? SETTINGS_SEEN_WITH[key] : undefined;
}
