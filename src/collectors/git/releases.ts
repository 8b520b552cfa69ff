import type { Handle } from '#/core/actor.ts';
import { deployment } from '#/core/populations/deployment.ts';
import type { Fact } from '#/core/populations/index.ts';
import { gitHandle } from '#/collectors/identity.ts';
import { dateOf } from './change.ts';
import type { Repository } from './repository.ts';
import type { Settings } from './settings.ts';

type Deployment = Fact<'deployment'>;
type Releases = NonNullable<Settings['releases']>;

/** What a tag is as a release, or why it cannot be told. */
export type Release =
  | { readonly kind: 'fact'; readonly fact: Deployment; readonly place: string }
  | { readonly kind: 'unreadable'; readonly key: string; readonly note: string; readonly place: string };

/** The tags that were read at once, as git printed them. */
export interface Tags {
  readonly bytes: Uint8Array;
  readonly command: string;
  readonly items: readonly Release[];
}

/** Fields of a tag's own; what it points to may be a file, which a copy without files does not have. */
const FIELDS = [
  '%(refname)',
  '%(objecttype)',
  '%(objectname)',
  '%(object)',
  '%(type)',
  '%(taggername)',
  '%(taggeremail)',
  '%(taggerdate:unix)',
  '%(committerdate:unix)',
] as const;
const LIST = ['for-each-ref', `--format=${FIELDS.join('%00')}`, 'refs/tags'];
const PREFIX = 'refs/tags/';
const PAGE = 2_000;
const NEWLINE = 10;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** All tags that are releases by the settings, a bounded number at once. */
export async function* releases({ git, name }: Repository, settings: Releases): AsyncGenerator<Tags> {
  const bytes = await git(LIST);
  for (let start = 0; start < bytes.length; ) {
    const found: Release[] = [];
    let end = start;
    for (let count = 0; count < PAGE && end < bytes.length; count += 1) {
      const next = bytes.indexOf(NEWLINE, end);
      const line = decoder.decode(bytes.subarray(end, next));
      end = next + 1;
      const release = releaseOf(line, { name, settings, place: `line ${count + 1}` });
      if (release !== null) found.push(release);
    }
    yield { bytes: bytes.subarray(start, end), command: `git ${LIST.join(' ')}`, items: found };
    start = end;
  }
}

interface About {
  readonly name: string;
  readonly settings: Releases;
  readonly place: string;
}

/** Null when the settings do not take it for a release. */
function releaseOf(line: string, { name, settings, place }: About): Release | null {
  const tag = tagOf(line.split('\0'));
  if (!new RegExp(settings.tags, 'u').test(tag.name)) return null;
  const id = `${name}@${tag.name}`;
  const deployedAt = dateOf(tag.annotated ? tag.tagged : settings.undated === 'commit' ? tag.committed : '');
  if (deployedAt === null)
    return { kind: 'unreadable', key: deployment.keyOf({ id, deployedAt: '' }), note: UNDATED, place };
  return {
    kind: 'fact',
    place,
    fact: {
      id,
      repository: name,
      ...revisionOf(tag),
      ...(settings.production === null ? {} : { production: new RegExp(settings.production, 'u').test(tag.name) }),
      ...(tag.tagger === undefined ? {} : { deployedBy: tag.tagger }),
      deployedAt,
    },
  };
}

const UNDATED =
  'git keeps no date of this tag; an annotated tag has one, or the settings may say that the date of its commit stands';

interface Tag {
  readonly name: string;
  readonly annotated: boolean;
  /** What it points to: a commit, another tag, or a file or folder. */
  readonly target: { readonly kind: string; readonly id: string };
  readonly tagger: Handle | undefined;
  readonly tagged: string;
  readonly committed: string;
}

function tagOf(fields: readonly string[]): Tag {
  const [ref = '', kind = '', id = '', target = '', targetKind = '', tagger = '', address = ''] = fields;
  const [tagged = '', committed = ''] = fields.slice(7);
  const annotated = kind === 'tag';
  return {
    name: ref.slice(PREFIX.length),
    annotated,
    target: annotated ? { kind: targetKind, id: target } : { kind, id },
    tagger: annotated ? gitHandle(tagger, address.replaceAll(/^<|>$/gu, '')) : undefined,
    tagged,
    committed,
  };
}

/** None where it points to something else than a commit; unknown where it points to another tag. */
function revisionOf({ target: { kind, id } }: Tag): Pick<Deployment, 'revision'> {
  if (kind === 'tag') return {};
  return { revision: kind === 'commit' ? id : null };
}
