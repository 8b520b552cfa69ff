import { deletionsOf } from './deletions.ts';

export default deletionsOf({
  id: 'privacy.medium-destroyed',
  kind: 'medium',
  title: 'A medium that is to be wiped or destroyed is, in time',
  prose:
    'A disk in a drawer is forgotten until it is sold with the furniture. It judges the media that are on record; whether the record of the destruction is a good one is for a reader to judge, who finds it attached.',
  what: 'What a medium held',
  control: 'media-disposal',
  terms: ['sanitizes|sanitiz|wipe|destroys|destroy|eras', 'media|medium|hardware|disk|device'],
});
