export type { Batch } from './batch.ts';
export { type Called, calledAmong } from './called.service.ts';
export { handlesIn } from './handles.ts';
export { Ingest, type IngestDeps, type Ingested, type IngestRun } from './ingest.service.ts';
export { type PopulationsDeps, populationsService, positionsOf, positionsOfKeys } from './service.ts';
export type { Browsed } from './browsing.service.ts';
export { firstOfOrder, placeOfKey } from './places.ts';
export { type Open, populations, type Populations } from './reading.service.ts';
export { laidOut, type OpenedSegment, openSegmentWhole } from './segments.service.ts';
export {
  type ArtifactRow,
  artifactRows,
  comparedSegments,
  confirmedSources,
  cursorOf,
  receivedDates,
  sealedSegments,
  sourcesBringing,
} from './store.ts';
export { coverageOf, judgedCoverage, judgedCoverageOf, toldOf } from './coverage.store.ts';
export { mergedMirror, populationsMirrors } from './mirror.store.ts';
export { gradesOfSources, type HeldByPopulation, heldSegments, heldSegmentsAt, sealingOf } from './held.store.ts';
export { freshSalt } from './segments.service.ts';
export { mergeSegments } from './merge.service.ts';
export { mergedThere, replacedMerges } from './merged.ts';
export { destroyMerged, replaceMerged } from './merged.store.ts';
export { BACKUP, destroyUnneeded } from './unneeded.service.ts';
export { isStillSealed, noteUnneededFiles, unneededFiles } from './unneeded.store.ts';
