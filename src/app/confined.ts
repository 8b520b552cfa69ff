import path from 'node:path';
import type { Tools } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { witness } from '#/features/ledger/index.ts';
import { isWithin, type Places, placeOf } from '#/platform/places.ts';
import { reaching } from '#/platform/outbound/reach.ts';
import { reachedTools } from './reached.ts';
import { type Attestry, isOwnMachine, outsideOf } from './wire.ts';

/** Of the machine itself: what its processes were started with, and its devices. */
const OF_MACHINE = ['/proc', '/sys', '/dev'];

type Given = Omit<Tools, 'signal' | 'startedAt' | 'log'>;

/**
 * As a server reads sources, whose settings come from people who are let in and have no account on this machine: of its
 * files only what its operator names, and never the data folder with keys and the records of other organizations. What
 * the demo company exported lies there and is read. Where others reach it, it asks no address of its own network that
 * its operator does not name. Checkpoints go to addresses; a file or a repository that they go to is named on the
 * machine. Files are read beside what it answers.
 */
export function confined(attestry: Attestry): Attestry {
  const { config, url, sources } = attestry;
  const isOwn = isOwnMachine(config, url);
  const reach = isOwn ? null : reaching({ networks: config.webhookNetworks });
  const places: Places = {
    folders: config.sourceFolders ?? (isOwn ? null : []),
    never: [config.data, ...OF_MACHINE],
    but: [path.join(config.data, 'demo')],
  };
  const tools: typeof sources.tools = async (...asked) => {
    const given = await sources.tools(...asked);
    return confinedTools(reach === null ? given : reachedTools(given, reach), places);
  };
  const given = outsideOf(config, attestry.chance);
  // git goes where whoever has this machine said
  const outside = reach === null ? given : { ...given, http: reachedTools(given, reach).http };
  return {
    ...attestry,
    // names are looked up by whatever the installation looks them up with at that time
    resolve: (host) => attestry.resolve(host),
    sources: {
      ...sources,
      tools,
      look: attestry.readers.look,
      collectors: async () =>
        new Map([...(await sources.collectors())].map(([id, each]) => [id, attestry.readers.apart(each)])),
    },
    witness: witness({ ...attestry, seal: attestry.ledger.seal, outside, afar: { reach } }),
  };
}

function confinedTools(given: Given, places: Places): Given {
  const mayRead = async (file: string): Promise<string> => {
    const place = await placeOf(places, file);
    if (place !== null) return place;
    const because = 'it is not in a folder that ATTESTRY_SOURCE_FOLDERS names for sources';
    throw new DomainError('file_unreadable', { file, because });
  };
  return {
    ...given,
    readFile: async (file) => given.readFile(await mayRead(file)),
    changedAt: async (file) => given.changedAt(await mayRead(file)),
    git: async function* (args, options = {}) {
      const { folder } = options;
      const isOwn = folder === undefined || isWithin(path.resolve(folder), path.resolve(given.workFolder));
      yield* given.git(args, isOwn ? options : { ...options, folder: await mayRead(folder) });
    },
  };
}
